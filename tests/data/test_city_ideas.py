"""A city's proposals with the supports people gave them: ideas in the order of their votes, the retired ones gone.

Nobody's name was published, so the same people vote throughout: the first so many of them for each proposal, its
author first. The author's own vote comes with an idea, so a proposal with no support at all is one with a vote down
to set it right.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Mapping
from pathlib import Path

import pytest

from collabcore import HOST, Engine
from collabcore import commands as c

ALL, SUPPORTS, NONE, RETIRED = 2_738, 19_200, 718, 30
BEST = (842, 418, 321)
MOST = 250
"""Beside the best, only the first so many proposals are voted on here, so that the test stays short."""


@pytest.fixture(scope="module")
def proposals(data_dir: Path) -> list[Mapping[str, str]]:
    """The rows of the published file, oldest first."""
    with gzip.open(data_dir / "ideas-decide-madrid" / "proposals_latest.csv.gz", "rt", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file, delimiter=";"))


def supports(row: Mapping[str, str]) -> int:
    return int(row["cached_votes_up"] or 0)


@pytest.fixture(scope="module")
def engine(proposals: list[Mapping[str, str]]) -> Engine:
    """Every proposal is an idea of its author's; who supports it votes for it; who retired it is answered so."""
    made = Engine()
    people = [f"u{number}" for number in range(max(map(supports, proposals)))]
    made.apply_all(c.AddUser(by=HOST, id=user) for user in (*people, "nobody"))
    for place, row in enumerate(proposals):
        idea = f"i{row['id']}"
        steps: list[c.Command] = [
            c.PostIdea(by=people[0], id=idea, title=row["title"] or "-", text=row["description"][:10_000])
        ]
        voted = place < MOST or supports(row) >= BEST[-1]
        steps += [c.VoteIdea(by=user, idea=idea, up=True) for user in people[1 : supports(row) if voted else 1]]
        steps += [] if supports(row) or not voted else [c.VoteIdea(by="nobody", idea=idea, up=False)]
        steps += [c.SetIdeaStatus(by=HOST, idea=idea, status="retired")] if row["retired_at"] else []
        made.apply_all(steps)
    return made


def test_the_file_is_the_one_that_was_counted(proposals: list[Mapping[str, str]]) -> None:
    found = [supports(row) for row in proposals]

    assert (ALL, SUPPORTS, NONE) == (len(found), sum(found), found.count(0))
    assert RETIRED == sum(bool(row["retired_at"]) for row in proposals)
    assert BEST == tuple(sorted(found, reverse=True)[: len(BEST)])


def test_the_list_is_every_proposal_but_the_retired(proposals: list[Mapping[str, str]], engine: Engine) -> None:
    """Ten points a support, and of equal ones the older first: as a sort of the published numbers has it."""
    listed = engine.viewer("u0").ideas()
    open_ones = [(place, row) for place, row in enumerate(proposals) if not row["retired_at"]]

    def points(place: int, row: Mapping[str, str]) -> int:
        return 10 * (supports(row) if place < MOST or supports(row) >= BEST[-1] else 1)

    wanted = sorted(open_ones, key=lambda one: -points(*one))
    assert ALL - RETIRED == len(listed)
    assert [(f"i{row['id']}", points(place, row)) for place, row in wanted] == [(one.id, one.total) for one in listed]
