"""Tables for people: the same rows as plain text, and as escaped HTML for notebooks."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

__all__ = ["html_table", "text_table"]


def text_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in columns as wide as their widest cell; numbers stand to the right.

    Cost: O(cells).

    >>> print(text_table(("who", "points"), [("ana", 50), ("Aniyah", 7)]))
    who     points
    ana         50
    Aniyah       7
    """
    found = list(rows)
    lines = [list(head), *(list(map(str, row)) for row in found)]
    right = [bool(found) and all(_is_number(row[place]) for row in found) for place in range(len(head))]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    return "\n".join(_line(line, widths, right) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    told = (
        cell.rjust(width) if numbers else cell.ljust(width)
        for cell, width, numbers in zip(cells, widths, right, strict=True)
    )
    return "  ".join(told).rstrip()


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def html_table(head: Sequence[str], rows: Iterable[Sequence[object]], caption: str = "") -> str:
    """Return a table as HTML, every cell escaped.

    Cost: O(cells).

    >>> html_table(("who",), [("<b>",)])
    '<table><thead><tr><th>who</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    title = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    heads = "".join(f"<th>{html.escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{title}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
