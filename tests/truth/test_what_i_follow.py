"""What stands in one's news: place × tie × setting × what came first, a literal table, engine against restatement.

`what_i_follow.csv` has a row for each way a colleague's post can stand to its reader: where it stands, what ties the
reader to author or place, how the organisation is set up, and whether the tie was there before the post or came after.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.journal import MemoryJournal
from collabcore.testing import restated_feeds, restatement

TABLE = Path(__file__).with_suffix(".csv").with_name("what_i_follow.csv")
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))

PLACES = {
    "authors_wall": "ana",
    "third_wall": "olga",
    "my_wall": "me",
    "public_group": "public",
    "private_group": "private",
    "unlisted_group": "unlisted",
    "record": "deal",
}
SETTINGS = {
    "default": c.Configure(by=HOST),
    "mentions_in_news": c.Configure(by=HOST, news_includes_mentions=True),
    "since_follow": c.Configure(by=HOST, since_follow=True),
    "private_users": c.Configure(by=HOST, user_visibility="private"),
}

TEXTS = {"mentioned": "for @[me]", "topic_followed": "about #Spring"}


def founding() -> Iterator[c.Command]:
    """Yield the commands of the world of every row: Ana writes, Olga is somebody else, and I read."""
    yield from (c.AddUser(by=HOST, id=user) for user in ("ana", "olga", "me"))
    yield c.CreateGroup(by="ana", id="public", name="Public")
    yield c.CreateGroup(by="ana", id="private", name="Private", access="private")
    yield c.CreateGroup(by="ana", id="unlisted", name="Unlisted", access="unlisted")
    yield c.AddRecord(by="ana", id="deal", type="opportunity")
    yield c.Post(by="me", id="before", text="what of #spring?")  # so that the topic is known before the post


@cache
def founded() -> Engine:
    """Return the world before anything is tied or said."""
    engine = Engine(journal=MemoryJournal())
    engine.apply_all(founding())
    return engine


def ties(relation: str, place: str) -> Iterator[c.Command]:
    """Yield what ties the reader."""
    if relation == "author_followed" or (relation == "wall_owner_followed" and place == "authors_wall"):
        yield c.Follow(by="me", target="ana")
    elif relation == "wall_owner_followed" and place == "third_wall":
        yield c.Follow(by="me", target="olga")
    elif relation == "member":
        yield from (c.AddMember(by="ana", group=group, user="me") for group in ("public", "private", "unlisted"))
    elif relation == "topic_followed":
        yield c.Follow(by="me", target="spring")
    elif relation.startswith("record_followed"):
        yield c.ShareRecord(by="ana", record="deal", to="me")
        yield c.Follow(by="me", target="deal")


def world(row: dict[str, str]) -> Engine:
    """Return the world of a row."""
    engine = founded().fork()
    text = TEXTS.get(row["relation"], "words")
    post = c.Post(by="ana", id="p", to=PLACES[row["place"]], text=text)
    tied = list(ties(row["relation"], row["place"]))
    for command in [*tied, post] if row["tie"] == "before" else [post, *tied]:
        engine.apply(command)
    if row["relation"] == "record_followed_access_lost":
        engine.apply(c.UnshareRecord(by="ana", record="deal", to="me"))
    engine.apply(SETTINGS[row["setting"]])
    return engine


def test_the_table_is_whole() -> None:
    """Seven places, eight ties, four settings, two orders: every combination once."""
    assert 7 * 8 * 4 * 2 == len(ROWS) == len({(*row.values(),)[:4] for row in ROWS})
    assert set(PLACES) == {row["place"] for row in ROWS}
    assert set(SETTINGS) == {row["setting"] for row in ROWS}
    assert (248, 133) == tuple(sum(row[name] == "yes" for row in ROWS) for name in ("seen", "in_news"))


@pytest.mark.parametrize("place", PLACES)
def test_what_i_follow(place: str) -> None:
    """Engine, pages, explanation and restatement say what the table says (RULES 0.1, 1.7, SEED 1)."""
    for row in (row for row in ROWS if row["place"] == place):
        engine = world(row)
        seen, expected = row["seen"] == "yes", row["in_news"] == "yes"
        told = restated_feeds.told(engine.events())
        assert seen == engine.can_see("me", "p") == restatement.may_see(engine.view, "me", "p"), row
        assert expected == engine.explain_feed("me", "p").in_feed == ("p" in engine.viewer("me").feed().ids), row
        assert expected == restated_feeds.in_feed(engine.view, "me", "following", None, "p", history=told), row
