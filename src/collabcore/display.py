"""Tables for people: the same rows as plain text, and as escaped HTML for notebooks."""

from __future__ import annotations

import abc
import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

import attrs

__all__ = ["Table", "Tabled", "html_table", "text_table"]

_ThingT = TypeVar("_ThingT")


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


@attrs.frozen
class Table:
    """Rows below a head and a title, for people; of no rows the title says that there are none.

    >>> print(Table("leaders", ("who", "points"), [("ana", 50)]))
    leaders
    who  points
    ana      50
    >>> print(Table("leaders", ("who", "points")))
    leaders: none
    """

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[object]] = ()

    def __str__(self) -> str:
        """Return the table as text."""
        return f"{self.title}\n{text_table(self.head, self.rows)}" if self.rows else f"{self.title}: none"

    def _repr_html_(self) -> str:
        """Return the table for a notebook."""
        if self.rows:
            return html_table(self.head, self.rows, self.title)
        return f"<p>{html.escape(self.title)}: none</p>"


@attrs.frozen(repr=False, eq=False)
class Tabled(Mapping[str, _ThingT], Generic[_ThingT]):
    """Things by name that show themselves as a table, in a terminal and in a notebook; the base of such mappings."""

    by_name: Mapping[str, _ThingT]

    @abc.abstractmethod
    def table(self) -> Table:
        """Return what is shown: a title, a head, and a row or more for each thing."""

    def __getitem__(self, name: str) -> _ThingT:
        """Return a thing by its name."""
        return self.by_name[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self.by_name)

    def __len__(self) -> int:
        """Return how many things there are."""
        return len(self.by_name)

    def __repr__(self) -> str:
        """Return the table as text: what somebody wants to see at a prompt."""
        return str(self.table())

    def _repr_html_(self) -> str:
        """Return the table for a notebook."""
        return self.table()._repr_html_()
