"""The command line: `collabcore demo`, `collabcore check FILE…`, `collabcore explain FILE USER ITEM`.

It needs the extra `cli` (click and rich); the library itself never imports this.
"""

from __future__ import annotations

import io
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line.

    Exit codes: 0, everything is as it should be; 1, something differs, a file is wrong, or there is no such
    user or item; 2, the command line itself makes no sense.

    Cost: the command's.

    Raises:
        SystemExit: Always, with the exit code.
    """
    try:
        from collabcore.cli.app import app
    except ModuleNotFoundError as error:
        missing, _, _ = str(error.name).partition(".")
        if missing not in ("click", "rich"):
            raise
        sys.exit(f"collabcore: the command line needs {missing}: pip install 'collabcore[cli]'")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character shows another
    app(prog_name="collabcore")
