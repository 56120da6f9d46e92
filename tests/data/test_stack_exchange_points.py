"""The reputation of a question site, recomputed with points rules alone, and compared with what the site published."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import pytest
from tests.data.loading import example

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.model import Cap

site = example("community_site")

ACTIVE = 479
EXACT = 418
"""SOURCE.md: so many of the people with any event have exactly the published reputation."""

DAILY = Cap(group="votes", per="day", points=200)
RULES = (
    # The word of the event, its points, and the cap it falls under: accepted answers, edits and bounties are exempt.
    ("up_question", 5, DAILY),
    ("up_answer", 10, DAILY),
    ("down", -2, None),
    ("accepted", 15, None),
    ("accepts", 2, None),
    ("edit", 2, None),
)
KINDS = {"1": "question", "2": "answer"}


@pytest.fixture(scope="module")
def tables(data_dir):
    """Return the rows of the tables, as they are."""
    return site.read_tables(data_dir / "se-ai-2017", ("Users", "Posts", "Votes", "PostHistory"))


def happenings(tables) -> Iterator[tuple[dt.datetime, str, str, int]]:
    """Yield when what happened to whom, and how much it was about."""
    posts = {post["Id"]: post for post in tables["Posts"] if post["PostTypeId"] in KINDS}
    for vote in tables["Votes"]:
        post = posts.get(vote["PostId"])
        if post is None or post.get("CommunityOwnedDate", "9")[:10] <= vote["CreationDate"][:10]:
            continue  # votes on deleted posts, and on what belongs to everybody
        for kind, user, size in _told_by(vote, post, posts):
            if user:
                yield site.moment(vote["CreationDate"]), kind, user, size
    yield from _edits(tables["PostHistory"], posts)


def _told_by(vote, post, posts) -> Iterator[tuple[str, str | None, int]]:
    author, kind = post.get("OwnerUserId"), KINDS[post["PostTypeId"]]
    match vote["VoteTypeId"]:
        case "2":
            yield f"up_{kind}", author, 1
        case "3":
            yield "down", author, 1
        case "1":
            asker = posts.get(post.get("ParentId"), {}).get("OwnerUserId")
            if asker != author:
                yield "accepted", author, 1
                yield "accepts", asker, 1
        case "8":
            yield "bounty", vote.get("UserId"), -int(vote.get("BountyAmount", 0))
        case "9":
            yield "bounty", author, int(vote.get("BountyAmount", 0))
        case _:
            pass


def _edits(history, posts) -> Iterator[tuple[dt.datetime, str, str, int]]:
    """Yield the suggested edits of other people's posts that were approved."""
    approved = {row["RevisionGUID"] for row in history if row["PostHistoryTypeId"] == "24"}
    seen = set()
    for row in history:
        edit = row["RevisionGUID"] in approved and row["PostHistoryTypeId"] in {"4", "5", "6"}
        if edit and row["RevisionGUID"] not in seen and row["PostId"] in posts:
            seen.add(row["RevisionGUID"])
            editor = row.get("UserId")
            if editor and editor != posts[row["PostId"]].get("OwnerUserId"):
                yield site.moment(row["CreationDate"]), "edit", editor, 1


@pytest.fixture(scope="module")
def engine(tables):
    """Return an engine with one record for everything that happened, and rules that pay for them."""
    happened = sorted(happenings(tables), key=lambda one: one[0])
    start = happened[0][0]
    made = Engine(clock=lambda: start)
    people = dict.fromkeys(user for _, _, user, _ in happened)
    known = {user["Id"] for user in tables["Users"]}
    for user in people:
        if user in known:
            made.apply(c.AddUser(by=HOST, id=f"u{user}", at=start))
    for kind, points, cap in RULES:
        made.apply(c.AddPointsRule(by=HOST, id=kind, when="created", type=kind, points=points, cap=cap))
    made.apply(c.AddPointsRule(by=HOST, id="bounty", when="created", type="bounty", points=1, multiplier="size"))
    made.apply(c.AddPointsRule(by=HOST, id="welcome", when="created", type="welcome", points=1))
    for user in people:
        if user in known:
            made.apply(c.AddRecord(by=HOST, type="welcome", owner=f"u{user}", at=start))
    for at, kind, user, size in happened:
        if user in known:
            made.apply(c.AddRecord(by=HOST, type=kind, owner=f"u{user}", fields={"size": size}, at=at))
    return made


def test_reputation_is_what_was_published(engine, tables):
    """At least the published number of people are exact, with or without the bonus for belonging to other sites."""
    published = {f"u{user['Id']}": int(user["Reputation"]) for user in tables["Users"]}
    earned = {user: max(1, engine.view.rank_points(user)) for user in engine.view.users}
    exact = [user for user, points in earned.items() if published[user] in {points, points + 100}]

    assert ACTIVE == len(earned)
    assert len(exact) >= EXACT


def test_the_daily_cap_is_what_an_independent_sum_says(engine, tables):
    """Every day of everybody: at most 200 from votes, whatever their order; the rest is added whole."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    rest: dict[str, int] = defaultdict(lambda: 1)
    worth = {kind: points for kind, points, _ in RULES}
    for at, kind, user, size in happenings(tables):
        if kind.startswith("up"):
            sums[f"u{user}", at.date().isoformat()] += worth[kind]
        else:
            rest[f"u{user}"] += worth.get(kind, 1) * size
    for (user, _), points in sums.items():
        rest[user] += min(200, points)

    assert any(points > 200 for points in sums.values())
    assert {user: rest[user] for user in engine.view.users} == {
        user: engine.view.rank_points(user) for user in engine.view.users
    }
