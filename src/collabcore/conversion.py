"""Opening up to outsiders in three steps: look at who would gain sight of what, then make every change, or none.

1. What is planned is tried on a copy: who outside would gain sight of what, by which rule and through which facts,
   which sharing opens most, who would lose sight, and every change that would be refused, with its place.
2. `apply` makes all the changes or none; not if one is refused, and not if anything happened since the look.
3. `abandon` lets go of it; nothing has changed.

Rule 1: sight is asked of `visibility`, and explained by `explaining`; here answers are only gathered and compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Literal, TypeAlias

import attrs

from collabcore import audit, display, records
from collabcore._store import Store
from collabcore.codec import command_from_json
from collabcore.commands import Command
from collabcore.decide import decide
from collabcore.errors import CollabError, ConflictError, Problem
from collabcore.events import Event
from collabcore.explaining import explain
from collabcore.model import Comment, Post, Record
from collabcore.view import View

__all__ = ["OUTSIDE", "Conversion", "Opening", "Sight", "State", "planned"]

OUTSIDE: Final = frozenset({"partner", "community", "customer"})
"""The kinds of user who are not the organisation's own people (RULES 0.2)."""

State: TypeAlias = Literal["planned", "applied", "abandoned"]
_Carry: TypeAlias = Callable[[Iterable[Command], Callable[[], str]], tuple[Event, ...]]


@attrs.frozen(kw_only=True)
class Sight:
    """Somebody's sight of one thing: by which row of the rule table, and through which facts, link by link."""

    reader: str
    item: str
    kind: str
    rule: str
    because: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it on one line.

        >>> print(Sight(reader="pia", item="l1", kind="lead", rule="record.read", because=("`pia` owns `l1`",)))
        pia sees lead l1 by record.read: `pia` owns `l1`
        """
        return f"{self.reader} sees {self.kind} {self.item} by {self.rule}: {'; '.join(self.because)}"


@attrs.frozen(kw_only=True)
class Opening:
    """One thing that opens to outsiders: its cause, what it goes through, what it opens, and to whom.

    The cause is that of a grant on a record (`collabcore.records.Cause`), or else the row that decides;
    `through` is the sharing rule, target, person, record or place, or the type of record that is open by default.
    """

    cause: str
    through: str
    items: tuple[str, ...]
    readers: tuple[str, ...]


@attrs.define(repr=False, eq=False, kw_only=True)
class Conversion:
    """Planned changes, and what they would open to outsiders; to be applied, all or none, or abandoned."""

    changes: tuple[Command, ...]
    gained: tuple[Sight, ...]
    lost: tuple[Sight, ...]
    openings: tuple[Opening, ...]
    problems: tuple[Problem, ...]
    state: State = attrs.field(default="planned", init=False)
    _ids: tuple[str, ...]
    _seen_at: int
    _position: Callable[[], int]
    _carry: _Carry

    def apply(self) -> tuple[Event, ...]:
        """Make every change, or none, and return what happened; what is new has the id it had in the preview.

        Cost: O(what they touch).

        Raises:
            ConflictError: It was applied or abandoned already (`conversion.over`), a change is refused
                (`conversion.problems`), or something happened since it was planned (`conversion.stale`).
        """
        self._ready()
        made = self._carry(self.changes, iter(self._ids).__next__)
        self.state = "applied"
        return made

    def _ready(self) -> None:
        if self.state != "planned":
            raise ConflictError(f"the conversion is {self.state}", rule="conversion.over")
        if self.problems:
            told = "; ".join(map(str, self.problems))
            raise ConflictError(f"nothing is changed, for some of it is refused: {told}", rule="conversion.problems")
        if self._position() != self._seen_at:
            raise ConflictError("something happened since this was planned: plan it again", rule="conversion.stale")

    def abandon(self) -> None:
        """Let go of it: it cannot be applied any more; asked twice, it is nothing.

        Cost: O(1).

        Raises:
            ConflictError: It was applied already, for good (`conversion.over`).
        """
        if self.state == "applied":
            raise ConflictError("the conversion is applied", rule="conversion.over")
        self.state = "abandoned"

    def __repr__(self) -> str:
        """Return the conversion as text."""
        return str(self)

    def __str__(self) -> str:
        """Return what it comes to in a line, then a table of each thing there is to look at."""
        return "\n\n".join((self._summary(), *map(str, self._tables())))

    def _repr_html_(self) -> str:
        """Return the same for a notebook."""
        tables = (table._repr_html_() for table in self._tables())
        return "".join((f"<p>{self._summary()}</p>", *tables))

    def _summary(self) -> str:
        shown, readers = {sight.item for sight in self.gained}, {sight.reader for sight in self.gained}
        parts = (
            _number(len(self.changes), "change"),
            f"{_number(len(shown), 'thing')} shown to {len(readers)} outside",
            f"{_number(len({sight.item for sight in self.lost}), 'thing')} hidden from somebody",
            _number(len(self.problems), "problem"),
        )
        return f"conversion, {self.state}: {', '.join(parts)}"

    def _tables(self) -> Iterator[display.Table]:
        """Yield what there is to look at, a table each; what is empty is left out."""
        opened = [(o.cause, o.through, ", ".join(o.items), ", ".join(o.readers)) for o in self.openings]
        refused = [attrs.astuple(problem) for problem in self.problems]
        tables = (
            display.Table("refused", ("where", "refusal", "rule", "why"), refused),
            display.Table("what opens", ("cause", "through", "what", "to whom"), opened),
            display.Table("gained outside", _SIGHT, list(map(_row, self.gained))),
            display.Table("lost by anybody", _SIGHT, list(map(_row, self.lost))),
        )
        return (table for table in tables if table.rows)


_SIGHT: Final = ("who", "what", "kind", "rule", "because")


def _row(sight: Sight) -> tuple[str, ...]:
    return sight.reader, sight.item, sight.kind, sight.rule, "; ".join(sight.because)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


# Looking ahead


def planned(
    store: Store,
    changes: Iterable[Command | Mapping[str, object]],
    *,
    at: dt.datetime,
    make_id: Callable[[], str],
    position: Callable[[], int],
    carry: _Carry,
) -> Conversion:
    """Return what some changes would open, tried one after the other on a copy; a refused one is told and left out.

    Cost: O(facts + things + what changes x audience).

    Args:
        store: The world as it stands; it is not touched.
        changes: Commands, or the JSON of scenario steps.
        at: The moment of commands that carry none.
        make_id: Gives the ids that commands leave open.
        position: Tells how much has happened in the world.
        carry: Makes changes, all or none, with ids from a source of its own.
    """
    trial = _Trial(store.copy(), at, make_id)
    for number, change in enumerate(changes, 1):
        trial.take(f"change {number}", change)
    before, after = store, trial.store
    exposed = audit.exposure(before, after)
    gained = tuple(_gained(after, exposed))
    return Conversion(
        changes=tuple(trial.commands),
        gained=gained,
        lost=tuple(_lost(before, exposed)),
        openings=tuple(_openings(after, gained)),
        problems=tuple(trial.problems),
        ids=tuple(trial.ids),
        seen_at=position(),
        position=position,
        carry=carry,
    )


@attrs.define
class _Trial:
    """A copy of a world in which changes are tried, and what comes of them."""

    store: Store
    at: dt.datetime
    make_id: Callable[[], str]
    commands: list[Command] = attrs.field(factory=list)
    problems: list[Problem] = attrs.field(factory=list)
    ids: list[str] = attrs.field(factory=list)

    def take(self, where: str, change: Command | Mapping[str, object]) -> None:
        """Try a change; keep it, or what is wrong with it."""
        try:
            command = change if isinstance(change, Command) else command_from_json(change)
            at = max(self.at, self.store.now) if command.at is None else command.at
            happened = decide(self.store, command, at=at, make_id=self._new_id)
        except CollabError as refusal:
            self.problems.append(Problem.of(where, refusal))
            return
        self.commands.append(command)
        for event in happened:
            self.store.apply(event)

    def _new_id(self) -> str:
        self.ids.append(self.make_id())
        return self.ids[-1]


def _gained(after: View, exposed: Mapping[str, audit.Exposure]) -> Iterator[Sight]:
    """Yield what outsiders would gain sight of, in the order of the things, then of the people; not of themselves."""
    outside = [user.id for user in after.users.values() if user.kind in OUTSIDE]
    for item, change in exposed.items():
        yield from (_sight(after, who, item) for who in outside if who in change.gained and who != item)


def _lost(before: View, exposed: Mapping[str, audit.Exposure]) -> Iterator[Sight]:
    """Yield what anybody would lose sight of, with what showed it until then."""
    for item, change in exposed.items():
        yield from (_sight(before, who, item) for who in before.users if who in change.lost)


def _sight(view: View, reader: str, item: str) -> Sight:
    verdict = explain(view, reader, item)
    return Sight(reader=reader, item=item, kind=_kind(view, item), rule=verdict.rule, because=verdict.because)


def _kind(view: View, item: str) -> str:
    thing = view.thing(item)
    return thing.type if isinstance(thing, Record) else type(thing).__name__.lower()


def _openings(after: View, gained: Iterable[Sight]) -> Iterator[Opening]:
    """Yield what opens, in the order in which it first does."""
    found: dict[tuple[str, str], list[Sight]] = {}
    for sight in gained:
        for way in _ways(after, sight):
            found.setdefault(way, []).append(sight)
    for (cause, through), sights in found.items():
        items, readers = (dict.fromkeys(values) for values in zip(*((s.item, s.reader) for s in sights), strict=True))
        yield Opening(cause=cause, through=through, items=tuple(items), readers=tuple(readers))


def _ways(view: View, sight: Sight) -> Iterator[tuple[str, str]]:
    """Yield by what a sight is given: every grant on the record it hangs on, or the row and the place."""
    place = _place(view, sight.item)
    record = view.records.get(place)
    if record is None or sight.rule != "record.read":
        yield sight.rule, place
        return
    for grant in records.causes(view, sight.reader, record):
        yield grant.cause, grant.through or record.type


def _place(view: View, item: str) -> str:
    """Return the record, group or person that a thing hangs on, or the thing itself."""
    match view.thing(item):
        case Comment(post=post):
            return view.posts[post].to
        case Post(to=to):
            return to
        case _:
            return item
