"""What a points rule or a badge may wait for: one table from a trigger's word to the events that pull it.

Rule 1: every trigger is a row of `TRIGGERS`: its word, its event, who is who in it, and what *once* means for it.
Rule 2: a row says what happened and to whom; whether a rule pays for it is decided above, in `points`, and whether
a badge is earned by it in `badges`, which counts the `deeds` that the rows come to.
Rule 3: what a rule reads is always a record: of talk and people one is made up, its *subject*, whose type is the
kind of the thing and whose fields are the thing's own.

How to read it: an event of a class pulls the rows of that class. A row turns it into occasions, one for each
person it is about: the `owner` is whoever the act belongs to (who posts, who is liked, who holds the record),
so that a rule that names no beneficiary pays the right one.
What can end again has a state before and after: such a row fires where its state turns true, and an award given on
degrading terms is taken back where it turns false (SCORING 2.2); so does a deed count no more.

What it cannot say: that something is about to happen, or has not happened for long.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from collabcore import events as e
from collabcore.errors import InvalidError, unknown_word
from collabcore.events import Event
from collabcore.fieldstates import is_blank
from collabcore.model import Beneficiary, PointsRule, Record
from collabcore.triggers import people, saves, talk
from collabcore.triggers.rows import ONCE_A_DAY, ONCE_A_RECORD, Occasion, Occasions, Trigger, week
from collabcore.triggers.saves import SAVES, STAGES, record_after, word
from collabcore.view import View

__all__ = [
    "STAGES",
    "TRIGGERS",
    "Occasion",
    "Trigger",
    "fires",
    "holding",
    "is_trigger",
    "named",
    "occasions",
    "parsed",
    "record_after",
    "week",
    "word",
]

_TALK: Final = (e.Posted, e.Commented)
_JUDGED: Final = (e.BestAnswerChosen, e.BestAnswerCleared)
_DONE: Final = (e.ActivityCompleted, e.ActivityLogged)
_RECEIVED: Final[tuple[Beneficiary, ...]] = ("owner", "actor", "author", "creator")
"""What others do to one's own is nobody's own doing, whoever the rule pays (SCORING 2.2)."""
_GIVEN: Final[tuple[Beneficiary, ...]] = ("author", "creator")
"""What one does to others' things: the rule may pay whoever made them, but not for what they do to their own."""

TRIGGERS: Final[tuple[Trigger, ...]] = (
    # Records
    Trigger(word="created", events=(e.RecordAdded,), occasions=saves.added, doer="creator", key=ONCE_A_RECORD),
    Trigger(
        word="updated",
        events=SAVES[1:],
        occasions=saves.saved,
        takes="a field",
        arguments=saves.changed_fields,
        doer="actor",
        key=ONCE_A_RECORD,
    ),
    Trigger(
        word="deleted",
        events=(e.RecordDeleted,),
        occasions=saves.deleted,
        doer="actor",
        stands=False,
        key=ONCE_A_RECORD,
    ),
    Trigger(
        word="reached", events=SAVES, occasions=saves.saved, state=saves.is_reached, scored=True, key=ONCE_A_RECORD
    ),
    Trigger(word="left", events=SAVES[1:], occasions=saves.saved, state=saves.is_left, scored=True, key=ONCE_A_RECORD),
    Trigger(
        word="stage",
        events=SAVES,
        occasions=saves.saved,
        state=saves.is_in_stage,
        takes="a stage",
        arguments=lambda before, after: dict.fromkeys((*saves.stages_held(before), *saves.stages_held(after))),
        key=ONCE_A_RECORD,
    ),
    # Talk
    Trigger(word="posted", events=(e.Posted,), occasions=talk.made),
    Trigger(word="commented", events=(e.Commented,), occasions=talk.made),
    Trigger(word="liked", events=(e.Liked,), occasions=talk.liked, barred=_GIVEN),
    Trigger(word="was_liked", events=(e.Liked,), occasions=talk.was_liked, barred=_RECEIVED),
    Trigger(word="shared", events=(e.Posted,), occasions=talk.shared, barred=_GIVEN),
    Trigger(word="mentioned", events=(*_TALK, e.Edited), occasions=talk.mentioned, barred=_RECEIVED),
    Trigger(word="asked", events=(e.Posted,), occasions=talk.asked),
    Trigger(word="answered", events=(e.Commented,), occasions=talk.answered, barred=_GIVEN),
    Trigger(
        word="best_answer_given",
        events=_JUDGED,
        occasions=talk.best_given,
        state=talk.is_best,
        barred=_GIVEN,
        key=ONCE_A_RECORD,
    ),
    Trigger(
        word="best_answer_received",
        events=_JUDGED,
        occasions=talk.best_received,
        state=talk.is_best,
        barred=_RECEIVED,
        key=ONCE_A_RECORD,
    ),
    Trigger(word="poll_voted", events=(e.Voted,), occasions=talk.voted, barred=_GIVEN),
    # People, and ideas
    Trigger(word="endorsed", events=(e.Endorsed,), occasions=people.endorsed, barred=_RECEIVED, stands=False),
    Trigger(word="thanked", events=(e.Thanked,), occasions=people.thanked, barred=_RECEIVED, stands=False),
    Trigger(word="idea_posted", events=(e.IdeaPosted,), occasions=people.idea_posted),
    Trigger(word="idea_voted", events=(e.IdeaVoted,), occasions=people.idea_voted, barred=_GIVEN),
    Trigger(
        word="idea_implemented",
        events=(e.IdeaStatusSet,),
        occasions=people.idea_judged,
        state=people.is_implemented,
        key=ONCE_A_RECORD,
    ),
    # Work, presence, and by hand
    Trigger(word="activity_completed", events=_DONE, occasions=people.activity),
    Trigger(word="login_day", events=(e.LoggedIn,), occasions=people.logged_in, stands=False, key=ONCE_A_DAY),
    Trigger(word="manual", events=(e.PointsAwarded,), occasions=people.by_hand, state=people.stands),
)
"""Every trigger there is (SCORING 2.2)."""

_ROWS: Final[Mapping[str, Trigger]] = {row.word: row for row in TRIGGERS}


def _alike(kind: type[Event]) -> tuple[tuple[Occasions, tuple[Trigger, ...]], ...]:
    """Return the rows that a class of event pulls, in their order, those about the same together."""
    rows = [row for row in TRIGGERS if kind in row.events]
    return tuple((about, tuple(found)) for about, found in itertools.groupby(rows, key=lambda row: row.occasions))


_BY_EVENT: Final[Mapping[type[Event], tuple[tuple[Occasions, tuple[Trigger, ...]], ...]]] = {
    kind: _alike(kind) for kind in {kind for row in TRIGGERS for kind in row.events}
}
_WRITTEN: Final = re.compile(r"(?P<word>[a-z_]+)(?:\((?P<argument>.*)\))?", re.DOTALL)


def occasions(
    view: View, event: Event, wanted: Callable[[Trigger], object] | None = None
) -> Iterator[tuple[Trigger, Occasion]]:
    """Yield what an event is about, row by row of the table, or for those rows alone that are wanted.

    Rows about the same share their occasions, and nothing is made up for a row that nobody wants.

    Cost: O(fields of a record, mentions of a post).
    """
    for about, rows in _BY_EVENT.get(type(event), ()):
        found: tuple[Occasion, ...] | None = None
        for row in rows:
            if wanted is None or wanted(row):
                found = tuple(about(view, event)) if found is None else found
                for occasion in found:
                    yield row, occasion


@functools.lru_cache(maxsize=1024)
def parsed(when: str) -> tuple[Trigger, str]:
    """Return the row a trigger's text names, and what stands in its brackets (READINGS 26).

    Cost: O(1).

    >>> row, argument = parsed("stage(closed_won)")
    >>> row.word, argument
    ('stage', 'closed_won')

    Raises:
        InvalidError: An unknown word, brackets where there are none, or nothing in them.
    """
    found = _WRITTEN.fullmatch(when)
    row = None if found is None else _ROWS.get(found["word"])
    if found is None or row is None:
        raise unknown_word("trigger", when, _ROWS, "points.when")
    argument = found["argument"]
    if row.takes and (argument is None or is_blank(argument)):
        raise InvalidError(f"`{row.word}` needs {row.takes} in brackets, not `{when}`", rule="points.when")
    if not row.takes and argument is not None:
        raise InvalidError(f"`{row.word}` takes nothing in brackets, not `{when}`", rule="points.when")
    return row, (argument or "").strip()


def is_trigger(when: str) -> bool:
    """Tell whether a text names a trigger.

    Cost: O(1).

    >>> is_trigger("created"), is_trigger("stage(closed_won)"), is_trigger("stage()"), is_trigger("slept")
    (True, True, False, False)
    """
    try:
        parsed(when)
    except InvalidError:
        return False
    return True


def named(row: Trigger, argument: str) -> str:
    """Return a trigger's text in one form: stages are the same however they are written.

    Cost: O(length).

    >>> named(*parsed("stage(Closed Won)")), named(*parsed("updated(City)")), named(*parsed("created"))
    ('stage(closed_won)', 'updated(City)', 'created')
    """
    if not row.takes:
        return row.word
    return f"{row.word}({argument if row.state is None else word(argument)})"


def holding(view: View, rule: PointsRule, record: Record | None, at: dt.datetime) -> bool:
    """Tell whether a record is in the state that a rule waits for.

    Cost: O(fields).
    """
    row, argument = parsed(rule.when)
    return record is not None and row.state is not None and row.state(view, rule, argument, record, at)


def fires(view: View, rule: PointsRule, occasion: Occasion) -> bool:
    """Tell whether an occasion pulls a rule: a state that turned true, a field that changed, or an event as such.

    Both sides are judged at the instant of the event, so that time alone is no edge (SCORING 2.2).

    Cost: O(fields).
    """
    row, argument = parsed(rule.when)
    if row.state is not None:
        now_so = holding(view, rule, occasion.subject, occasion.at)
        return now_so and not holding(view, rule, occasion.before, occasion.at)
    if row.takes and occasion.before is not None:
        return saves.reads(occasion.before, argument) != saves.reads(occasion.subject, argument)
    return True
