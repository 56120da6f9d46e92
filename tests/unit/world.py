"""A small non-profit to try things in, told in commands; every test gets a copy of its own.

Who is there: Carla leads; Sofia directs fundraising; José, Aniyah and Nina (who has left) are her reps.
Lea works in the office, on another branch. Nine more people hold one permission each, and no role.
They talk on walls, in the public newsroom, the private campaign, the unlisted trustees, and on José's gift.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from itertools import count

from collabcore import HOST, CollabError, Engine
from collabcore import commands as c
from collabcore.events import Event
from collabcore.model import FieldSpec, Permission

__all__ = ["HOLDERS", "LEAD_FIELDS", "START", "TOWN", "engine", "happen", "outcome", "refused", "ticking", "town"]

START = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)

HOLDERS: dict[Permission, str] = {
    "view_all_data": "vera",
    "modify_all_data": "grace",
    "manage_users": "hana",
    "view_all_users": "alma",
    "manage_unlisted_groups": "ursula",
    "moderate": "mona",
    "approve_posts": "otto",
    "assign_records": "ines",
    "manage_points": "paulo",
}
"""Who holds which permission, and nothing but it and the right to create groups."""

LEAD_FIELDS = tuple(map(FieldSpec, ("first_name", "last_name", "phone", "email")))
"""The fields of a complete lead."""

TOWN: tuple[c.Command, ...] = (
    # People
    c.AddRole(by=HOST, id="ceo"),
    c.AddRole(by=HOST, id="director", parent="ceo"),
    c.AddRole(by=HOST, id="rep", parent="director"),
    c.AddRole(by=HOST, id="office"),
    c.AddUser(by=HOST, id="carla", name="Carla", role="ceo"),
    c.AddUser(by=HOST, id="sofia", name="Sofia", role="director"),
    c.AddUser(by=HOST, id="aniyah", name="Aniyah", role="rep", manager="sofia", details={"phone": "555 0100"}),
    c.AddUser(by=HOST, id="jose", name="José", role="rep", manager="sofia"),
    c.AddUser(by=HOST, id="nina", name="Nina", role="rep"),
    c.AddUser(by=HOST, id="lea", name="Lea", role="office"),
    *(c.AddUser(by=HOST, id=who, name=who.title(), permissions=(word,)) for word, who in HOLDERS.items()),
    # Groups
    c.CreateGroup(by="sofia", id="newsroom", name="Newsroom"),
    c.CreateGroup(by="aniyah", id="campaign", name="Capital Campaign", access="private", information="the plan"),
    c.AddMember(by="aniyah", group="campaign", user="sofia", role="manager"),
    c.AddMember(by="aniyah", group="campaign", user="jose"),
    c.RequestMembership(by="lea", group="campaign", message="may I help?"),
    c.CreateGroup(by="sofia", id="trustees", name="Trustees", access="unlisted"),
    c.AddMember(by="sofia", group="trustees", user="aniyah"),
    # Records and points
    c.Configure(by=HOST, tracked_fields={"opportunity": ("stage", "owner")}),
    c.AddRecord(by="jose", id="gift", type="opportunity", fields={"stage": "asked", "amount": 50}),
    c.Follow(by="sofia", target="gift"),
    c.SetCompleteness(by=HOST, type="lead", fields=LEAD_FIELDS),
    c.AddPointsRule(by=HOST, id="full-lead", points=10, when="reached", type="lead"),
    # Conversation
    c.Post(by="aniyah", id="p-wall", text="worth reading before you call @[sofia]"),
    c.Comment(by="jose", id="c-wall", post="p-wall", text="thanks"),
    c.Like(by="sofia", item="p-wall"),
    c.Post(by="jose", id="p-news", to="newsroom", text="a gift came in"),
    c.Post(by="aniyah", id="p-ask", to="campaign", text="the ask is 50k"),
    c.Comment(by="jose", id="c-ask", post="p-ask", text="who calls?"),
    c.Post(by="sofia", id="p-board", to="trustees", text="the budget"),
    c.Post(by="jose", id="p-gift", to="gift", text="met them today"),
    c.UpdateRecord(by="jose", id="gift", fields={"stage": "given"}, item="p-moved"),
    # Moderation
    c.Post(by="jose", id="p-pending", to="newsroom", text="is this public yet?"),
    c.Review(by="otto", item="p-pending", status="pending"),
    c.Post(by="jose", id="p-isolated", to="newsroom", text="not fit to print"),
    c.Review(by="mona", item="p-isolated", status="isolated"),
    # Nina leaves
    c.DeactivateUsers(by="hana", ids=("nina",)),
)


def ticking(start: dt.datetime = START) -> Callable[[], dt.datetime]:
    """Return a clock that is a second later at every look."""
    seconds = count()
    return lambda: start + next(seconds) * SECOND


def naming() -> Callable[[], str]:
    """Return a source of ids that nobody else uses: `made-1`, `made-2`, …."""
    numbers = count(1)
    return lambda: f"made-{next(numbers)}"


def engine(*commands: c.Command) -> Engine:
    """Return an engine in which these commands happened, a second apart."""
    made = Engine(clock=ticking(), make_id=naming())
    for command in commands:
        made.apply(command)
    return made


@cache
def _town() -> Engine:
    return engine(*TOWN)


def town(*more: c.Command) -> Engine:
    """Return a copy of the town, in which some more happened."""
    made = _town().fork(clock=ticking(_town().view.now + SECOND), make_id=naming())
    for command in more:
        made.apply(command)
    return made


def refused(made: Engine, command: c.Command) -> CollabError:
    """Return the refusal of a command, having made sure that nothing at all has changed (law 5)."""
    before = (made.digest(), len(list(made.events())))
    try:
        happened = made.apply(command)
    except CollabError as refusal:
        assert before == (made.digest(), len(list(made.events())))
        return refusal
    raise AssertionError(f"not refused: {command!r} made {happened!r}")


def outcome(made: Engine, command: c.Command) -> str:
    """Return `done`, `nothing` (it held already) or the tag of the refusal."""
    try:
        return "done" if made.apply(command) else "nothing"
    except CollabError as refusal:
        return refusal.tag


def happen(made: Engine, *events: Event) -> None:
    """Let something happen that no command asked for: what other processes, or other versions, may have written."""
    made._journal.append(events, at=made._folded)
    made._fold(events)
