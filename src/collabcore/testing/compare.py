"""Asking everything that can be asked, and comparing: engine with twin, twin with restatement, before with after.

A difference is an `AssertionError` that says who was asked what, and the two answers.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from itertools import product
from typing import Any, Final

from collabcore import feeds, recommending, records, topics, visibility
from collabcore._store.state import state
from collabcore.engine import Engine
from collabcore.errors import CollabError
from collabcore.testing import restated_feeds, restated_ties, restated_topics, restatement
from collabcore.testing.reference import Reference
from collabcore.view import View
from collabcore.viewer import Page, Viewer

__all__ = [
    "DisagreementError",
    "Judgment",
    "Question",
    "agree",
    "answers",
    "ask",
    "differences",
    "observe",
    "questions",
    "walk",
]

NOBODY: Final = "nobody"
"""An id that nothing ever has."""

BEGINNING: Final = "2026-01-05T09:00:00Z"
"""A time that everything came after."""

Question = tuple[str, tuple[tuple[str, object], ...]]


def things(view: View) -> list[str]:
    """Return the id of everything a user could ask about, and one of nothing. Cost: O(things)."""
    kinds: tuple[Mapping[str, object], ...] = (view.users, view.groups, view.records, view.posts, view.comments)
    kinds = (*kinds, view.ideas, view.badges, view.rewards, view.redemptions, view.files)
    return [*(thing for kind in kinds for thing in kind), NOBODY]


def names(view: View) -> list[str]:
    """Return the topics there are, seen or not, and two that nothing carries. Cost: O(uses)."""
    return [*sorted({use.topic for use in view.topic_uses()}), "other", "spring"]


def _places(view: View) -> list[str]:
    return [*view.users, *view.groups, *view.records, NOBODY]


_DOMAINS: Final[Mapping[str, Callable[[View], Iterable[object]]]] = {
    "item": things,
    "id": lambda view: (*things(view), *view.queues, *names(view)),
    "post": things,
    "record": things,
    "group": things,
    "user": things,
    "target": lambda view: (*things(view), *names(view)),
    "text": lambda view: ("", "an", "spr"),
    "to": _places,
    "users": lambda view: ((*view.users, NOBODY),),
    "action": lambda view: ("post", "comment", "join_group", "pin", NOBODY),
    "kind": lambda view: (*feeds.FEEDS, NOBODY),
    "of": lambda view: (None, *_places(view), *names(view)),
    "sort": lambda view: (None, "activity", "relevance", "votes"),
    "since": lambda view: (BEGINNING, "of_jose", NOBODY),
    "after": lambda view: (None,),
    "limit": lambda view: (3,),
    "board": lambda view: (*view.boards, NOBODY),
    "as_of": lambda view: (None,),
    "at": lambda view: (None,),
    "top": lambda view: (3,),
    "k": lambda view: (1,),
    "frequency": lambda view: ("daily", "weekly", NOBODY),
    "kinds": lambda view: (None, ("post", "file"), ("topic",)),
    "unread": lambda view: (False, True),
}
"""What may stand for each parameter of a viewer's question; a question with a new one cannot slip past."""


def questions(view: View) -> Iterator[Question]:
    """Yield every question a viewer answers in a world, found by reflection, with every argument that makes sense.

    Cost: O(questions).

    Raises:
        KeyError: A question has a parameter of which nobody said what may stand for it.
    """
    for name, method in inspect.getmembers(Viewer, inspect.isfunction):
        if not name.startswith("_"):
            names = list(inspect.signature(method).parameters)[1:]
            for values in product(*(_DOMAINS[parameter](view) for parameter in names)):
                asked = tuple(zip(names, values, strict=True))
                if _is_sensible(view, dict(asked)):
                    yield name, asked


def _is_sensible(view: View, asked: Mapping[str, object]) -> bool:
    """Tell whether a feed is asked of what it can be of, or of nothing: whatever else is refused alike."""
    if "of" not in asked or asked["of"] in (None, NOBODY):
        return True
    definition = feeds.FEEDS.get(str(asked["kind"]))  # type: ignore[call-overload]
    return definition is not None and asked["of"] in _subjects(view).get(definition.subject, ())


def _subjects(view: View) -> dict[str | None, Collection[str | None]]:
    """Return what feeds are of, by the word for it."""
    return {
        None: (None,),
        "user": view.users.keys(),
        "group": view.groups.keys(),
        "record": view.records.keys(),
        "topic": names(view),
    }


def ask(viewer: Viewer, question: Question) -> object:
    """Return a viewer's answer, a feed page by page to its end, or the refusal by class, text and rule.

    Cost: the question's.
    """
    name, arguments = question
    try:
        answer = getattr(viewer, name)(**dict(arguments))
        return list(walk(viewer, answer, dict(arguments), name)) if isinstance(answer, Page) else answer
    except CollabError as refusal:
        return type(refusal).__name__, refusal.message, refusal.rule


def walk(viewer: Viewer, page: Page, arguments: Mapping[str, Any], question: str = "feed") -> Iterator[Page]:
    """Yield a page of a feed, or of updates, and all that come after it.

    Cost: O(feed).
    """
    yield page
    while page.cursor is not None:
        page = getattr(viewer, question)(**{**arguments, "after": page.cursor})
        yield page


def observe(engine: Engine, user: str, asked: Iterable[Question]) -> dict[Question, object]:
    """Return a user's answer to each of some questions.

    Cost: the questions'.
    """
    viewer = engine.viewer(user)
    return {question: ask(viewer, question) for question in asked}


def differences(before: Mapping[Question, object], after: Mapping[Question, object]) -> list[str]:
    """Return where two sets of answers differ, a line each.

    Cost: O(answers).
    """
    return [
        f"{name}({', '.join(f'{key}={value!r}' for key, value in arguments)}): {before[name, arguments]} "
        f"became {after[name, arguments]}"
        for name, arguments in before
        if before[name, arguments] != after[name, arguments]
    ]


# Three ways to the same answer

Judgment = tuple[dict[str, object], Any]
"""A question as a step of a scenario asks it, and one answer to it."""


class DisagreementError(AssertionError):
    """Two ways to the same answer differ; `step` asks the question and expects the judge's answer."""

    def __init__(self, asked: Mapping[str, object], mine: object, theirs: object, judge: str) -> None:
        """Say what was asked, what the engine says, and what its judge says."""
        super().__init__(f"{asked}: the engine says {mine}, {judge} says {theirs}")
        self.step = {**asked, "answer": theirs}


def answers(view: View, readers: Container[str]) -> Iterator[Judgment]:
    """Yield every judgment on a world, through the shipped rules, and the feeds of some readers.

    Cost: O(users x items).
    """
    for item in things(view)[:-1]:
        yield {"ask": "audience", "item": item}, visibility.audience(view, item)
    for user in view.users:
        yield {"ask": "visible_posts", "user": user}, visibility.visible_posts(view, user)
        for item in things(view):
            yield {"ask": "can_see", "user": user, "item": item}, visibility.can_see(view, user, item)
        for record in view.records.values():
            yield {"ask": "access", "user": user, "record": record.id}, records.access(view, user, record)
        for kind, of, sort in _feeds(view, user) if user in readers else ():
            yield _feed(user, kind, of, sort), _whole_feed(view, user, kind, of, sort)
        if user in readers:
            made = recommending.recommendations(view, user, view.now)
            yield {"ask": "recommendations", "as": user}, {one.id: one.points for one in made}
        yield from _topics(view, user)


def _topics(view: View, user: str) -> Iterator[Judgment]:
    """Yield what is told of topics, through the shipped rules."""
    risen, discussed = topics.trending(view, user, view.now), topics.most_discussed(view, user, view.now)
    yield {"ask": "trending", "as": user}, {trend.topic: trend.value for trend in risen}
    yield {"ask": "most_discussed", "as": user}, {trend.topic: trend.value for trend in discussed}
    yield {"ask": "search", "as": user, "text": "topics"}, set(topics.known(view, user))


def _restated(view: View, readers: Container[str], told: restated_feeds.Told) -> Iterator[Judgment]:
    """Yield the same judgments through the restatement, in the same order."""
    for item in things(view)[:-1]:
        yield {"ask": "audience", "item": item}, restatement.audience(view, item)
    for user in view.users:
        yield {"ask": "visible_posts", "user": user}, restatement.visible_posts(view, user)
        for item in things(view):
            yield {"ask": "can_see", "user": user, "item": item}, restatement.may_see(view, user, item)
        for record in view.records:
            yield {"ask": "access", "user": user, "record": record}, restatement.record_level(view, user, record)
        for kind, of, sort in _feeds(view, user) if user in readers else ():
            yield _feed(user, kind, of, sort), restated_feeds.feed(view, user, kind, of, sort, history=told)
        if user in readers:
            yield {"ask": "recommendations", "as": user}, restated_ties.recommended(view, user)
        yield {"ask": "trending", "as": user}, restated_topics.rising(view, user, view.now)
        yield {"ask": "most_discussed", "as": user}, restated_topics.discussed(view, user, view.now)
        yield {"ask": "search", "as": user, "text": "topics"}, restated_topics.known(view, user)


def _feed(user: str, kind: str, of: str | None, sort: str) -> dict[str, object]:
    step = {"ask": "feed", "as": user, "kind": kind, "sort": sort, "limit": feeds.PAGE_LIMIT}
    return step if of is None else {**step, "of": of}


def _feeds(view: View, user: str) -> Iterator[tuple[feeds.FeedKind, str | None, feeds.Sort]]:
    subjects = _subjects(view)
    for kind, definition in feeds.FEEDS.items():
        for of in subjects[definition.subject]:
            if of is None or definition.subject == "topic" or visibility.can_see(view, user, of):
                for order in definition.sorts:
                    yield kind, of, order


def _whole_feed(view: View, user: str, kind: str, of: str | None, sort: str) -> tuple[str, ...]:
    """Return a whole feed, page by page."""
    found: list[str] = []
    cursor = None
    while True:
        part = feeds.page(view, user, kind, of, sort, cursor, 7)
        found += part.posts
        cursor = part.cursor
        if cursor is None:
            return tuple(found)


def _relations(view: View) -> Iterator[Judgment]:
    """Yield what the facts say about each other beyond the facts themselves, order included where there is one."""
    for record in view.records:
        yield {"ask": "children", "record": record}, list(view.children(record))
    for kind in {"user": None} | dict.fromkeys(record.type for record in view.records.values()):
        yield {"ask": "sharing_of", "kind": kind}, list(view.sharing_of(kind))
    roles = [f"{kind}:{role}" for kind in ("role", "role+") for role in view.roles]
    for target in (*view.users, *view.teams, *view.queues, *roles):
        yield {"ask": "named_in", "target": target}, set(view.named_in(target))
    for user in view.users:
        yield {"ask": "keys", "user": user}, set(view.keys(user))


def _same(mine: Iterable[Judgment], theirs: Iterable[Judgment], judge: str) -> None:
    for (asked, answer), (_, judged) in zip(mine, theirs, strict=True):
        if answer != judged:
            raise DisagreementError(asked, answer, judged, judge)


def agree(engine: Engine, twin: Reference, readers: Container[str] | None = None) -> None:
    """Make sure that an engine, its twin and the restatement agree about everything, and its indexes with its journal.

    With `readers`, only their feeds are compared, which is what takes long; sight is always compared for everybody.

    Cost: O(users x items).

    Raises:
        DisagreementError: They do not; the text says about what.
        InconsistentError: An index disagrees with the journal.
    """
    engine.check()
    assert state(engine.view) == state(twin), "the engine's facts are not the twin's"
    _same(_relations(engine.view), _relations(twin), "the twin")
    whose = engine.view.users if readers is None else readers
    mine = list(answers(engine.view, whose))
    _same(mine, answers(twin, whose), "the twin")
    told = restated_feeds.told(engine.events())
    _same(mine, _restated(engine.view, whose, told), "the restatement")
    _explanations_agree(engine)


def _explanations_agree(engine: Engine) -> None:
    for user, item in product(engine.view.users, things(engine.view)[:-1]):
        seen, verdict = engine.can_see(user, item), engine.explain(user, item)
        if verdict.allowed != seen:
            asked = {"ask": "can_see", "user": user, "item": item}
            raise DisagreementError(asked, seen, verdict.allowed, f"the explanation ({verdict})")
