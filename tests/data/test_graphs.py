"""Organisations made of published graphs: as many people, ties and memberships as their publishers say."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.graphs import GRAPHS, graph
from benchmarks.peers.ours import founded

PUBLISHED = {
    # people, ties, groups, memberships, posts on walls; where the data tell of no groups or posts, None
    "email": (1_005, 24_929, 42, 1_005, None),
    "college": (1_899, 20_296, None, None, 59_835),
    "votes": (7_115, 103_689, None, None, None),
    "blogs": (10_312, 2 * 333_983, 39, 14_476, None),
}


@pytest.fixture(autouse=True)
def _data(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read from where the tests of data do."""
    monkeypatch.setenv("COLLABCORE_DATA", str(data_dir))


def test_every_graph_has_its_published_figures() -> None:
    """All of them are counted in the published files, not drawn."""
    assert PUBLISHED.keys() == GRAPHS.keys()


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_graph_is_as_it_was_published(name: str) -> None:
    """Everybody is there, and whom they follow; each tie once, and nobody follows themselves."""
    made = graph(name)
    people, ties, groups, memberships, posts = PUBLISHED[name]
    assert (people, ties) == (len(made.users), len(made.follows)) == (made.size.users, len(set(made.follows)))
    assert all(one != other and {one, other} <= made.users.keys() for one, other in made.follows)
    assert groups in (None, len(made.groups))
    assert memberships in (None, sum(len(set(inside)) for inside in made.members.values()))
    assert posts in (None, sum(post.to == post.author for post in made.posts))


def test_an_organisation_of_a_graph_can_be_founded() -> None:
    """In the institute everybody's News are of whom they wrote to, of their department, and their own."""
    made = graph("email")
    engine = founded(made, follows=True)
    followed: dict[str, set[str]] = {user: {user} for user in made.users}
    for user, other in made.follows:
        followed[user].add(other)
    for group, inside in made.members.items():
        for user in inside:
            followed[user].add(group)
    for user in list(made.users)[:20]:
        assert {post.to for post in engine.viewer(user).feed(limit=100)} <= followed[user]
    assert sum(len(engine.view.follows(user)) for user in made.users) == len(made.follows)
