"""The page of borrowed cases: every case has its row, and every place it names is there and says so."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import attrs
import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "explanation" / "cases.md"
CASES = {
    "A": "1 3 5 7 8 9 11 12 13 14 16 17 18 19 21",
    "B": "1 3 4 5 6 7 8 9 11 12 14 15 16 17 18 20 21 22 23 24",
    "C": "2 3 4 5 6 8 9 10 11 12 13 14 15 16 18 19 21 22 23 24 26 27 28 29",
    "D": "1 2 3 4 5 7 8 9 11 13 14 15 16 17 18 19 21 22 23 25 26 27",
    "E": "1 3 5 6 7 8 9 11 12",
    "F": "2 3 6 7 8 9 10 11 12 14 15 16 17 18 19 20 21 22 23 24",
    "G": "3 4 5 6 7 8 9 10 11 13 14 16",
    "H": "2 3 4 5 6 7 10 11 12 13 14 15 16 17 18 19 20 22 23 24 27 30 31 33 34 35 36 37 39 41",
    "I": "1 2 4 5 6 8 9 10 11 13",
    "J": "2 3 4 5 6 7 8 10 11 12 13 14 15 16 17 18 19",
    "K": "1 4 6",
    "L": "1 3 5 6 8 9 10 11 12",
    "M": "2 4 5 6 7 8 10",
    "N": "2 4 5 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27",
    "O": "1 2 3 4 6 7 8 9 10 11 12 13 16 17 18 19 21 22 24 25 26 27 28 29 30 31 32 33 34",
    "P": "1 2 3 4 5 6 9 10 11 12 13 14 15 16 17 18 20 21 22 23 26 27",
    "Q": "1 2 3 4 5 6 7 8 9",
    "R": "1 2 3 4 6 7 8 9 10 11 12 13 14",
    "S": "1 2 3 4 5 6 7 8 9 10 11 12 13 14",
}
"""The numbers of the cases, by letter."""


@attrs.frozen
class Row:
    """One row of the page: cases, whether our answer is theirs, where it is tried, and some words."""

    letter: str
    cases: tuple[str, ...]
    ours: str
    where: str
    words: str

    @property
    def files(self) -> tuple[str, ...]:
        """The scenario files it names."""
        return tuple(re.findall(r"`([^`]+\.json)`", self.where))

    @property
    def tests(self) -> tuple[tuple[str, str], ...]:
        """The tests it names, each by file and function."""
        return tuple(re.findall(r"`(test_\w+\.py)::(\w+)`", self.where))

    @property
    def laws(self) -> tuple[int, ...]:
        """The numbers of the laws it names."""
        return tuple(map(int, re.findall(r"law (\d+)", self.where)))


def read() -> tuple[Row, ...]:
    """Return the rows of the page, letter by letter."""
    found: list[Row] = []
    letter = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## ([A-Z]): ", line):
            letter = heading[1]
        elif re.match(rf"\| {letter}\d", line) and letter:
            cases, ours, where, words = (cell.strip() for cell in line.strip("|").split("|"))
            found.append(Row(letter, tuple(cases.split(", ")), ours, where, words))
    return tuple(found)


ROWS = read()
EACH = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.cases[0])


@cache
def functions() -> frozenset[tuple[str, str]]:
    """Return every test there is, by file and function."""
    files = (ROOT / "tests").rglob("test_*.py")
    found = ((file.name, name) for file in files for name in re.findall(r"def (test_\w+)", file.read_text("utf-8")))
    return frozenset(found)


@pytest.mark.parametrize("letter", CASES)
def test_every_case_has_one_row(letter: str) -> None:
    """None is left out, none stands twice, and none is made up."""
    listed = [case for row in ROWS if row.letter == letter for case in row.cases]

    assert [f"{letter}{number}" for number in CASES[letter].split()] == sorted(listed, key=lambda case: int(case[1:]))


def test_every_letter_is_counted() -> None:
    """A heading of the page is a letter whose cases are listed above."""
    assert set(CASES) == {row.letter for row in ROWS}


@EACH
def test_a_row_says_what_is_ours(row: Row) -> None:
    """What is tried names a place; what is not, or differs, has its words."""
    assert row.ours in ("same", "other", "none")
    assert bool(row.files or row.tests or row.laws) == (row.ours != "none")
    assert row.words or row.ours == "same"


@pytest.mark.parametrize("file", sorted({file for row in ROWS for file in row.files}))
def test_a_file_says_so(file: str) -> None:
    """A scenario names in its source every case the page places there."""
    source = json.loads((ROOT / "conformance" / file).read_text("utf-8"))["source"]
    named = source.partition("CASES ")[2].partition(";")[0]

    assert {case for row in ROWS if file in row.files for case in row.cases} <= set(re.findall(r"\b[A-Z]\d+\b", named))


@pytest.mark.parametrize("place", sorted({test for row in ROWS for test in row.tests}), ids="::".join)
def test_a_test_is_there(place: tuple[str, str]) -> None:
    """Every test the page names exists."""
    assert place in functions()


@pytest.mark.parametrize("law", sorted({law for row in ROWS for law in row.laws}))
def test_a_law_is_there(law: int) -> None:
    """Every law the page names has its test."""
    assert any(name.startswith(f"test_law_{law:02}_") for _, name in functions())


def test_every_place_is_read() -> None:
    """Nothing in a cell of places is of a form this test does not know."""
    rest = (re.sub(r"`[^`]+\.json`|`test_\w+\.py::\w+`|law \d+|, ", "", row.where) for row in ROWS)

    assert not "".join(rest)
