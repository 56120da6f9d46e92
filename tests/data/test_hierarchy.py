"""A manufacturer's reporting tree: with private records, each seen by its owner and everyone above, and no one else."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from collabcore import HOST, Engine
from collabcore import commands as c

IN_THE_TREE = 154
PAIRS = 419
ACCOUNTS = 167
OUTSIDE = {"4", "10", "21", "23", "24", "26", "46", "51", "75", "87", "93", "111", "139"}
CHIEF = "86"


@pytest.fixture(scope="module")
def bosses(data_dir: Path) -> dict[str, str]:
    """Who reports to whom; the chief reports to himself."""
    with (data_dir / "mfg-email-hierarchy" / "reportsto.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines, delimiter=";" if ";" in lines.readline() else ",")
        return {row[0].strip(): row[1].strip() for row in rows if row}


@pytest.fixture(scope="module")
def organisation(bosses: dict[str, str]) -> Engine:
    """Everyone of the tree in a role of their own below their boss's, the rest in none; each owns one record."""
    made = Engine()
    left = dict(bosses)
    while left:
        for who, boss in list(left.items()):
            if who == boss or boss not in left:
                parent = None if who == boss else f"role-{boss}"
                made.apply(c.AddRole(by=HOST, id=f"role-{who}", parent=parent))
                del left[who]
    for who in (*bosses, *OUTSIDE):
        made.apply(c.AddUser(by=HOST, id=who, role=f"role-{who}" if who in bosses else None))
        made.apply(c.AddRecord(by=who, id=f"record-{who}", type="lead"))
    return made


def test_grants_are_owners_and_their_superiors(bosses: dict[str, str], organisation: Engine) -> None:
    """154 owners in the tree and 419 pairs of a superior and a subordinate, as published."""
    audiences = {who: organisation.audience(f"record-{who}") for who in bosses}

    assert IN_THE_TREE == len(bosses)
    assert IN_THE_TREE + PAIRS == sum(map(len, audiences.values()))
    for who, seen_by in audiences.items():
        chain = [who]
        while bosses[chain[-1]] != chain[-1]:
            chain.append(bosses[chain[-1]])
        assert seen_by == set(chain)
        assert all(organisation.access(above, f"record-{who}").tag == "all" for above in chain)


def test_the_chief_sees_the_whole_tree_and_nothing_outside(bosses: dict[str, str], organisation: Engine) -> None:
    """Every record of the tree, none of the others'."""
    seen = {who for who in (*bosses, *OUTSIDE) if organisation.can_see(CHIEF, f"record-{who}")}

    assert seen == bosses.keys()


def test_those_outside_the_tree_see_only_their_own(bosses: dict[str, str], organisation: Engine) -> None:
    """13 accounts have no role: nobody is above them, and they are above nobody."""
    assert len(OUTSIDE) == ACCOUNTS - IN_THE_TREE
    for who in OUTSIDE:
        assert organisation.audience(f"record-{who}") == {who}
        assert [who] == [other for other in (*bosses, *OUTSIDE) if organisation.can_see(who, f"record-{other}")]


def test_the_indexes_agree_with_the_journal(organisation: Engine) -> None:
    """After all of it."""
    organisation.check()
