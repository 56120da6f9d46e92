"""Write the pages that are made from the code: the rule table, the laws, commands, events, refusals, settings.

`python docs/generate.py` writes them, `--check` only says whether they are as the code would have them;
`--quick` leaves out the page of smallest worlds, which takes a minute.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs

from collabcore import commands, errors, events
from collabcore.codec import command_to_json
from collabcore.feeds import FEEDS
from collabcore.model import Settings
from collabcore.shapes import fields_of
from collabcore.testing.mutants import Mutant, hunt, mutants, played, smallest, witness
from collabcore.visibility import TABLE

DOCS = Path(__file__).parent
LAWS = DOCS.parent / "tests" / "laws"
MADE = "<!-- Made by docs/generate.py; edit the code it is made from. -->\n\n"

EXCEPTIONS = (
    (
        "`leaderboard`, `around`, `rank`",
        "points count whoever they belong to; rows name only people the viewer may know",
    ),
    ("the shell of a private group", "its name, access and description are known to every insider (RULES 0.3 C5)"),
    (
        "`feed(after=<post id>)`",
        "goes on below a post that is hidden or deleted by now (READINGS 79); cursors tell nothing",
    ),
    (
        "“id taken”, “group name taken”",
        "ids and listed names are unique, so taking one tells; hosts let the engine choose ids",
    ),
)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    lines = [list(head), ["---"] * len(list(head)), *map(list, rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def first_line(thing: Any) -> str:
    """Return the first sentence of a docstring."""
    return (inspect.getdoc(thing) or "").split("\n\n", maxsplit=1)[0].replace("\n", " ")


# The rule table


def rules_page() -> Iterator[str]:
    """Yield the reference of the rule table and of the feeds."""
    yield "# The rule table\n\n"
    yield "The rows in their order; the first that matches decides. The ids are public and stable.\n\n"
    yield table(
        ("rule", "effect", "place", "whom it concerns", "in words", "source"),
        (
            (f"`{row.id}`", row.effect, row.place, first_line(row.keys), row.why.replace("`", ""), row.source)
            for row in TABLE
        ),
    )
    yield "\n## Feeds\n\n"
    yield table(
        ("kind", "of", "source"), ((f"`{kind}`", made.subject or "–", made.source) for kind, made in FEEDS.items())
    )


def sight_page() -> Iterator[str]:
    """Yield how the table decides, with the smallest world in which each row matters."""
    found = hunt()
    yield "# Who sees what\n\n"
    yield (
        "An item is judged in places, in this order: the viewer, the comment, the post, and the place it hangs on.\n"
        "The first three hold gates, which only deny; the last holds grants, and closes with what denies the rest.\n"
        "Below, for every row, the smallest world a search found in which leaving the row out changes an answer.\n"
    )
    for mutant in mutants():
        if mutant.change == "dropped":
            yield from _row_section(mutant, found[str(mutant)])


def _row_section(mutant: Mutant, asked: tuple[commands.Command, ...]) -> Iterator[str]:
    left = smallest(asked, lambda engine: witness(engine, mutant))
    seen = witness(played(left), mutant)
    if seen is None:
        raise AssertionError(f"no world notices that {mutant}")
    yield f"\n## `{mutant.row.id}`\n\n{first_line(mutant.row.keys)} ({mutant.row.effect}; {mutant.row.source})\n\n"
    yield "```text\n"
    for command in left:
        yield f"{_told(command)}\n"
    yield f"{seen.viewer} asks for {seen.item}: {seen.right}\n"
    yield f"without the row: {'yes' if seen.wrong else 'no'} ({seen.wrong.rule})\n```\n"


def _told(command: commands.Command) -> str:
    wire = command_to_json(command)
    by = wire.pop("by", "the host")
    fields = ", ".join(f"{name}={value}" for name, value in wire.items() if name not in ("do", "text"))
    return f"{by}: {wire['do']} {fields}"


# The laws


def laws_page() -> Iterator[str]:
    """Yield every law with the test that checks it."""
    yield "# The laws\n\n"
    yield "What holds in every world, whatever anybody did; each is a property test.\n\n"
    yield table(("law", "in one sentence", "test"), sorted(_laws()))
    yield "\n## What law 2 does not cover\n\n"
    yield table(("answer", "why"), EXCEPTIONS)


def _laws() -> Iterator[tuple[str, str, str]]:
    for path in sorted(LAWS.glob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and (number := re.match(r"test_law_(\d+)_", node.name)):
                sentence = (ast.get_docstring(node) or "").splitlines()[0]
                yield str(int(number[1])).rjust(2), sentence, f"`{path.name}::{node.name}`"


# Reference


def classes_page(title: str, intro: str, table_of: dict[str, type[Any]]) -> Iterator[str]:
    """Yield the commands or events with their fields."""
    yield f"# {title}\n\n{intro}\n\n"
    yield table(
        ("tag", "what", "fields"), ((f"`{tag}`", first_line(kind), _fields(kind)) for tag, kind in table_of.items())
    )


def _fields(kind: type[Any]) -> str:
    known = fields_of(kind)
    names = (name for name in known if name not in ("by", "at"))
    return ", ".join(f"`{name}`" if known[name][1] is attrs.NOTHING else f"`{name}`?" for name in names)


def errors_page() -> Iterator[str]:
    """Yield the refusals."""
    yield "# Refusals\n\nIn the order in which they outrank each other, where two fit.\n\n"
    rows = (
        (f"`{tag}`", f"`{kind.__name__}`", str(kind.status_hint), first_line(kind))
        for tag, kind in errors.REFUSALS.items()
    )
    yield table(("tag", "class", "status", "when"), rows)


def settings_page() -> Iterator[str]:
    """Yield the settings with their types and defaults."""
    yield "# Settings\n\nEverything `configure` takes.\n\n"
    rows = (
        (f"`{name}`", shape.name, f"`{_default(default)}`") for name, (shape, default) in fields_of(Settings).items()
    )
    yield table(("setting", "type", "default"), rows)


def _default(value: object) -> object:
    return dict(value) if hasattr(value, "keys") else value  # type: ignore[call-overload]


def pages(*, quick: bool) -> Iterator[tuple[str, str]]:
    """Yield every made page with its text; the one that takes long only if it must."""
    intro = "A field with `?` may be left out; `by` and `at` are on every one."
    yield "reference/rules.md", "".join(rules_page())
    yield "reference/commands.md", "".join(classes_page("Commands", intro, dict(commands.COMMANDS)))
    yield "reference/events.md", "".join(classes_page("Events", intro, dict(events.EVENTS)))
    yield "reference/errors.md", "".join(errors_page())
    yield "reference/settings.md", "".join(settings_page())
    yield "explanation/laws.md", "".join(laws_page())
    if not quick:
        yield "explanation/who-sees-what.md", "".join(sight_page())


def main() -> int:
    """Write the pages, or check them; 1 when one is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    parser.add_argument("--quick", action="store_true", help="leave out the page of smallest worlds")
    told = parser.parse_args()
    only_check = told.check
    stale = []
    for name, text in pages(quick=told.quick):
        path = DOCS / name
        if not path.exists() or path.read_text(encoding="utf-8") != MADE + text:
            stale.append(name)
            if not only_check:
                path.write_text(MADE + text, encoding="utf-8")
    print(
        "\n".join(f"{'stale' if only_check else 'wrote'}: docs/{name}" for name in stale) or "all pages are up to date"
    )
    return int(only_check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
