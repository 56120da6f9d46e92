"""Topics under the law of noninterference: worlds thick with them, and what others do about them out of sight."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.test_laws import does_not_show

from collabcore import commands as c
from collabcore.engine import Engine
from collabcore.testing import compare
from collabcore.testing.reference import Reference
from collabcore.testing.strategies import History, attempt, histories

ABOUT = ("spring", "big plan", "other")
DEEDS = ("tag", "tag", "untag", "untag", "follow", "unfollow", "comment", "edit", "delete", "review")


def about_something(engine: Engine) -> Engine:
    """Return a copy in which every post is about something, and people follow what they know."""
    copy = engine.fork()
    people = list(copy.view.users)
    for number, post in enumerate(list(copy.view.posts)):
        for who in people[number % 3 :: 3]:
            attempt(copy, c.Tag(by=who, post=post, topic=ABOUT[number % 3]))
        attempt(copy, c.Comment(by=people[number % len(people)], post=post, text=f"#[{ABOUT[(number + 1) % 3]}]"))
    for number, who in enumerate(people):
        attempt(copy, c.Follow(by=who, target=ABOUT[number % 3]))
    return copy


@given(st.data(), histories(min_size=3, max_size=12))
def test_law_02_nor_do_topics(data: st.DataObject, history: History) -> None:
    """Nor does what somebody else says about what, or follows, out of my sight: no trend, count, order or card."""
    does_not_show(data, about_something(history.engine), DEEDS)


@given(
    histories(max_size=12, tags=("tag", "untag", "post", "comment", "edit", "delete", "review", "follow", "unfollow"))
)
def test_law_01_topics_agree(history: History) -> None:
    """Feeds of topics, what trends, is discussed and known: engine, twin and restatement agree."""
    engine = about_something(history.engine)
    compare.agree(engine, Reference(engine.events()), list(engine.view.users)[:3])
