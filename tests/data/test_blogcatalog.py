"""BlogCatalog: 10,312 people in 39 overlapping groups, who follow each other 333,983 times both ways."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.world import START

from collabcore import HOST
from collabcore import events as e
from collabcore._store import Store
from collabcore.feedreasons import why_in_feed
from collabcore.model import Group, Post, User
from collabcore.visibility import audience, can_see, visible_posts

PEOPLE = 10_312
GROUPS = 39
MEMBERSHIPS = 14_476
PAIRS = 333_983
SAMPLE = 200


def _pairs(path: Path) -> list[tuple[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [(left, right) for left, right in (line.strip().split(",") for line in lines if line.strip())]


@pytest.fixture(scope="module")
def memberships(data_dir: Path) -> dict[str, list[str]]:
    """The members of every group, as published."""
    found: dict[str, list[str]] = defaultdict(list)
    for user, group in _pairs(data_dir / "graph-blogcatalog" / "group-edges.csv.gz"):
        found[f"group-{group}"].append(user)
    return found


@pytest.fixture(scope="module")
def friends(data_dir: Path) -> list[tuple[str, str]]:
    """The pairs of friends, each once."""
    return _pairs(data_dir / "graph-blogcatalog" / "edges.csv.gz")


def _history(memberships: dict[str, list[str]], friends: list[tuple[str, str]]) -> Iterator[e.Event]:
    """Yield what happened as events: limits of 500 follows are for commands, and BlogCatalog had none."""
    when = {"by": HOST, "at": START}
    for user in dict.fromkeys(user for members in memberships.values() for user in members):
        yield e.UserAdded(**when, user=User(id=user, added_at=START))  # type: ignore[arg-type]
    for group, members in memberships.items():
        made = Group(id=group, name=group, access="private", owner=members[0], created_at=START)
        yield e.GroupCreated(**when, group=made)  # type: ignore[arg-type]
        for user in members[1:]:
            yield e.MemberAdded(**when, group=group, user=user)  # type: ignore[arg-type]
    for left, right in friends:
        yield e.Followed(**when, user=left, target=right)  # type: ignore[arg-type]
        yield e.Followed(**when, user=right, target=left)  # type: ignore[arg-type]
    for group, members in memberships.items():
        post = Post(id=f"post-{group}", author=members[0], to=group, text="hello", at=START)
        yield e.Posted(**when, post=post)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def site(memberships: dict[str, list[str]], friends: list[tuple[str, str]]) -> Store:
    """Everything folded."""
    return Store(_history(memberships, friends))


def test_the_counts_are_the_published_ones(
    site: Store, memberships: dict[str, list[str]], friends: list[tuple[str, str]]
) -> None:
    """People, groups, memberships, pairs."""
    assert (PEOPLE, GROUPS, PAIRS) == (len(site.users), len(site.groups), len(friends))
    assert sum(map(len, memberships.values())) == MEMBERSHIPS
    assert sum(len(site.follows(user)) for user in site.users) == 2 * PAIRS


def test_the_audience_of_a_group_post_is_the_group(site: Store, memberships: dict[str, list[str]]) -> None:
    """Of every group, and nobody through following (law 7)."""
    for group, members in memberships.items():
        assert audience(site, f"post-{group}") == set(members)


def test_from_the_reader_s_end_it_is_the_same(site: Store, memberships: dict[str, list[str]]) -> None:
    """What one sees is the posts of one's groups; all of it is in one's feed."""
    of: dict[str, set[str]] = defaultdict(set)
    for group, members in memberships.items():
        for user in members:
            of[user].add(f"post-{group}")
    for user in list(site.users)[::SAMPLE]:
        assert visible_posts(site, user) == of[user]
        for group in memberships:
            post = f"post-{group}"
            assert can_see(site, user, post) is (post in of[user])
            assert post not in of[user] or why_in_feed(site, user, post).in_feed
