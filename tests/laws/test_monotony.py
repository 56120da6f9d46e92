"""Law 7, over every command: what changes sight is listed here, with the direction in which it may.

A command that is not in `SIGHT` changes nobody's sight of anything there was; so a new command is held to that
until somebody writes down why it may (READINGS 62).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws import parties

from collabcore import commands as c
from collabcore import events as e
from collabcore import records
from collabcore.engine import Engine
from collabcore.model import HOST, Criterion, Level
from collabcore.testing import compare
from collabcore.testing.builders import ADMINISTRATION
from collabcore.testing.strategies import (
    History,
    attempt,
    commands,
    founded_engine,
    founding,
    histories,
    new_engine,
)
from collabcore.view import View

Direction: TypeAlias = Literal["neutral", "grants", "revokes", "either"]
Judge: TypeAlias = Callable[[View, Any], Direction]

_OPENNESS: Final = {"private": 0, "read": 1, "edit": 2}
_SHOWN: Final = {"isolated": 0, "pending": 1, "published": 2}


def always(direction: Direction) -> Judge:
    """Return the judge of a command that only ever goes one way."""
    return lambda view, command: direction


def _together(directions: Iterable[Direction]) -> Direction:
    """Return the direction of several changes at once."""
    found = set(directions) - {"neutral"}
    return found.pop() if len(found) == 1 else "either" if found else "neutral"


def _sets(before: Collection[object], after: Collection[object]) -> Direction:
    """Return the direction of a change in who is in something."""
    were, are = set(before), set(after)
    return "neutral" if were == are else "grants" if were < are else "revokes" if were > are else "either"


def _ranks(before: int, after: int) -> Direction:
    return "neutral" if before == after else "grants" if before < after else "revokes"


def _configured(view: View, command: c.Configure) -> Direction:
    """Openness of people and records, and the fields profiles may not read; no other setting changes sight."""
    return _together(
        judge(getattr(view.settings, name), getattr(command, name))
        for name, judge in _SETTINGS.items()
        if getattr(command, name) is not c.UNSET
    )


def _defaults(before: Mapping[str, str], after: Mapping[str, str]) -> Direction:
    found: list[Direction] = []
    for kind in {*before, *after}:
        was, is_ = before.get(kind, "private"), after.get(kind, "private")
        if was != is_:
            found.append("either" if "parent" in (was, is_) else _ranks(_OPENNESS[was], _OPENNESS[is_]))
    return _together(found)


def _hidden(before: Mapping[str, Any], after: Mapping[str, Any]) -> Direction:
    were, are = (
        {(profile, kind, field) for profile in hidden for kind, fields in hidden[profile].items() for field in fields}
        for hidden in (before, after)
    )
    return _sets(are, were)  # the more is hidden, the less is seen


_SETTINGS: Final[Mapping[str, Callable[[Any, Any], Direction]]] = {
    "user_visibility": lambda before, after: _ranks(before == "public", after == "public"),
    "external_user_visibility": lambda before, after: _ranks(before == "public", after == "public"),
    "record_visibility": _defaults,
    "external_record_visibility": _defaults,
    "hidden_fields": _hidden,
}


def _role_moved(view: View, command: c.MoveRole) -> Direction:
    """Further down the same branch more people are above, and nobody less."""
    if command.id not in view.roles or (command.parent is not None and command.parent not in view.roles):
        return "neutral"
    above = () if command.parent is None else (command.parent, *view.superiors(command.parent))
    return _sets(view.superiors(command.id), above)


def _user_updated(view: View, command: c.UpdateUser) -> Direction:
    """Kind, profile, role, account and permissions; not the name, the details or who the manager is (READINGS 51)."""
    user = view.users.get(command.id)
    if user is None:
        return "neutral"
    found: list[Direction] = []
    if command.permissions is not c.UNSET:
        found.append(_sets(user.permissions, command.permissions))
    if command.role not in (c.UNSET, user.role):
        found.append("either" if command.role and user.role else "grants" if command.role else "revokes")
    if any(getattr(command, name) not in (c.UNSET, getattr(user, name)) for name in ("kind", "profile", "account")):
        found.append("either")
    return _together(found)


def _team_updated(view: View, command: c.UpdateTeam) -> Direction:
    team = view.teams.get(command.id)
    if team is None:
        return "neutral"
    members = team.members if command.members is c.UNSET else command.members
    climbs = team.include_superiors if command.include_superiors is c.UNSET else command.include_superiors
    return _together((_sets(team.members, members), _ranks(team.include_superiors, climbs)))


def _group_updated(view: View, command: c.UpdateGroup) -> Direction:
    if command.id not in view.groups or command.access is c.UNSET:
        return "neutral"
    return _ranks(view.groups[command.id].access == "public", command.access == "public")


def _record_updated(view: View, command: c.UpdateRecord) -> Direction:
    """Fields are read by sharing rules with criteria."""
    record = view.records.get(command.id)
    rules = () if record is None else map(view.sharing.__getitem__, view.sharing_of(record.type))
    return (
        "either" if any(criterion.field in command.fields for rule in rules for criterion in rule.where) else "neutral"
    )


def _merged(view: View, command: c.MergeRecords) -> Direction:
    """What was said on it goes with it; what hangs on it moves, and fields that it fills are read by sharing rules."""
    record = view.records.get(command.record)
    if record is None:
        return "neutral"
    is_read = any(view.sharing[rule].where for rule in view.sharing_of(record.type))
    return "either" if is_read or view.children(record.id) else "revokes"


def _partner_enabled(view: View, command: c.EnablePartnerUser) -> Direction:
    """Somebody new sees what they may; whoever is a user already changes place, profile, or is a super user."""
    user = next((user for user in view.users.values() if user.contact == command.contact), None)
    if user is None:
        return "grants"
    if (user.level or "user", user.profile) != (command.level, command.profile):
        return "either"
    return _ranks(user.super_user, command.super_user)


def _reviewed(view: View, command: c.Review) -> Direction:
    item = view.posts.get(command.item) or view.comments.get(command.item)
    return "neutral" if item is None else _ranks(_SHOWN[item.status], _SHOWN[command.status])


def _audience_set(view: View, command: c.SetAudience) -> Direction:
    post = view.posts.get(command.post)
    return "neutral" if post is None else _ranks(post.audience == "all", command.audience == "all")


SIGHT: Final[Mapping[str, Judge]] = {
    # settings and roles
    "configure": _configured,
    "move_role": _role_moved,
    # people: their coming and going, kind, profile, permissions
    "add_user": always("grants"),
    "update_user": _user_updated,
    "add_permissions": always("grants"),
    "remove_permissions": always("revokes"),
    "activate_user": always("grants"),
    "deactivate_users": always("revokes"),
    # teams, queues and networks: who is in, and whether they are live
    "update_team": _team_updated,
    "update_queue": lambda view, q: _sets(view.queues[q.id].members if q.id in view.queues else q.members, q.members),
    "update_network": lambda view, n: _sets(
        view.networks[n.id].profiles if n.id in view.networks else n.profiles, n.profiles
    ),
    "publish_network": always("grants"),
    "take_network_offline": always("revokes"),
    # groups: joins, and who may read
    "create_group": lambda view, g: "grants" if g.everyone else "neutral",  # those in it know each other
    "update_group": _group_updated,
    "join_group": always("grants"),
    "add_member": always("grants"),
    "accept_invitation": always("grants"),
    "answer_request": lambda view, answer: "grants" if answer.accept else "neutral",
    "leave_group": always("revokes"),
    "remove_member": always("revokes"),
    "delete_group": always("revokes"),
    # records: ownership, shares, what hangs on what
    "add_record": lambda view, record: "neutral" if record.parent is None else "grants",  # an account, for its readers
    "update_record": _record_updated,
    "transfer": always("either"),
    "delete_record": always("revokes"),
    "share_record": always("grants"),
    "unshare_record": always("revokes"),
    "add_sharing_rule": always("grants"),
    "remove_sharing_rule": always("revokes"),
    # the channel: who owns, who may come in, and where they stand
    "assign": always("either"),
    "accept": always("either"),
    "convert_lead": always("grants"),  # the opportunity hangs on an account, for its readers
    "merge_records": _merged,
    "enable_partner_user": _partner_enabled,
    "disable_partner_account": always("revokes"),
    # files: being given one, and what holds one
    "share_file": always("grants"),
    "post": lambda view, post: "grants" if post.files else "neutral",
    "comment": lambda view, comment: "grants" if comment.files else "neutral",
    # what was said: moderation, audience, deletion
    "review": _reviewed,
    "set_audience": _audience_set,
    "delete": always("revokes"),
}
"""Every command that may change who sees what there is, and in which direction; no other one does."""


GIVEN: Final = (*parties.PARTIES, "convert_lead", "enable_partner_account")
"""Commands by which sight goes from one to another, or nearly: looked at more closely than the rest."""

SHARED: Final = ("add_record", "share_record", "add_sharing_rule", "configure", "update_user", "update_team")


def audiences(engine: Engine) -> dict[str, frozenset[str]]:
    """Return who may see each thing there is."""
    return {item: engine.audience(item) for item in compare.things(engine.view)[:-1]}


def levels(engine: Engine) -> dict[tuple[str, str], Level]:
    """Return how far everybody may go with every record."""
    view = engine.view
    return {
        (user, record.id): records.access(view, user, record) for user in view.users for record in view.records.values()
    }


def broken(engine: Engine, command: c.Command) -> list[str]:
    """Return whose sight of what a command changes against its direction; it is applied, if it is not refused."""
    before, held = audiences(engine), levels(engine)
    direction = SIGHT.get(command.tag, always("neutral"))(engine.view, command)
    was, known = engine.fork() if direction == "either" else engine, len(list(engine.events()))
    if attempt(engine, command) is not None:
        return []
    after, holds = audiences(engine), levels(engine)
    may = _parties(was.view, engine.view, command, direction, list(itertools.islice(engine.events(), known, None)))
    found: list[str] = []
    for item in before.keys() & after.keys():
        found += [f"{user} loses {item}" for user in before[item] - after[item] - may.losers]
        found += [f"{user} is shown {item}" for user in after[item] - before[item] - may.gainers]
    for (user, record), level in holds.items():
        had = held.get((user, record), level)
        if level < had and user not in may.losers and not _replaces_a_share(command):
            found.append(f"{user} has a lower level on {record}")
        if level > had and user not in may.gainers:
            found.append(f"{user} has a higher level on {record}")
    return [f"{command} ({direction}): {line}" for line in found]


def _parties(
    before: View, after: View, command: c.Command, direction: Direction, made: Sequence[e.Event]
) -> parties.Parties:
    """Return who may lose and who may gain by a command that goes one way, or is told by person."""
    if direction == "either" and command.tag in parties.PARTIES:
        return parties.PARTIES[command.tag](before, after, command, made)
    return parties.Parties.of(
        before.users if direction in ("revokes", "either") else (),
        before.users if direction in ("grants", "either") else (),
    )


def _replaces_a_share(command: c.Command) -> bool:
    """Tell whether a command may turn a share for editing into one for reading: the later one stands (RULES 8.2)."""
    return isinstance(command, c.ShareRecord)


@given(histories(max_size=10), st.data())
def test_law_07_only_named_things_change_sight(history: History, data: st.DataObject) -> None:
    """Only what is listed changes sight; a grant takes none away, a revocation gives none, whatever they stand on."""
    engine = history.engine
    for _ in range(data.draw(st.integers(1, 8))):
        tag = data.draw(st.sampled_from([*c.COMMANDS, *SIGHT]))
        assert broken(engine, data.draw(commands(engine.view, (tag,)))) == []


@given(histories(max_size=10, tags=(*GIVEN, *SHARED, *SHARED)), st.data())
def test_law_07_whom_a_record_in_other_hands_is_shown_to(history: History, data: st.DataObject) -> None:
    """A record handed on is lost only to who had it, and shown only to who has it now; its new owner loses nothing."""
    engine = history.engine
    for _ in range(data.draw(st.integers(1, 8))):
        command = data.draw(commands(engine.view, GIVEN))
        assert broken(engine, attrs.evolve(command, by=HOST) if command.tag != "accept" else command) == []


# The list itself is looked at


def test_the_list_names_commands() -> None:
    """What is listed is a command, and what only the host does is mostly listed."""
    assert SIGHT.keys() <= c.COMMANDS.keys()
    assert ADMINISTRATION & SIGHT.keys()


_ASKED: Final = (
    c.Configure(by=HOST, user_visibility="private"),
    c.Configure(by=HOST, record_visibility={"lead": "edit"}),
    c.MoveRole(by=HOST, id="desk", parent="chief"),
    c.UpdateUser(by=HOST, id="luc", permissions=("create_groups", "view_all_data")),
    c.UpdateTeam(by=HOST, id="t_desk", members=("role:desk",)),
    c.UpdateNetwork(by=HOST, id="n_guild", profiles=()),
    c.TakeNetworkOffline(by=HOST, id="n_guild"),
    c.UpdateGroup(by=HOST, id="g_private", access="public"),
    c.Review(by=HOST, item="of_jose", status="isolated"),
    c.SetAudience(by=HOST, post="on_opportunity", audience="internal"),
    c.RemoveSharingRule(by=HOST, id="s_west"),
    c.DeactivateUsers(by=HOST, ids=("jose",)),
    c.AddMember(by=HOST, group="g_private", user="fay"),
    c.RemoveMember(by=HOST, group="g_customers", user="cleo"),
)


@pytest.mark.parametrize("command", _ASKED, ids=str)
def test_a_wrong_direction_is_noticed(command: c.Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command listed with the opposite direction is found out, one left out too."""
    right = SIGHT[command.tag]
    engine = new_engine()
    for asked in (*founding(), c.ShareRecord(by=HOST, record="a_opportunity", to="coco")):
        engine.apply(asked)
    assert broken(engine.fork(), command) == []
    direction = right(engine.view, command)
    opposite: Direction = "revokes" if direction == "grants" else "grants"
    for wrong in (opposite, "neutral"):
        monkeypatch.setitem(SIGHT, command.tag, always(wrong))
        assert broken(engine.fork(), command), wrong


_GIVEN: Final[tuple[c.Command, ...]] = (
    c.Transfer(by=HOST, record="a_opportunity", owner="sofia"),
    c.Assign(by=HOST, record="a_opportunity", to="pia"),
    c.Accept(by="sofia", record="waiting"),
    c.MergeRecords(by=HOST, record="x_old", into="x_new"),
    c.UpdateRecord(by=HOST, id="a_opportunity", fields={"Stage": "b"}),
    c.EnablePartnerUser(by=HOST, contact="c_pim", profile="guild", level="executive", super_user=True),
)


def _before_it() -> Engine:
    """Return a world in which each of these gives something to somebody, and takes something from somebody."""
    engine = founded_engine()
    for command in (
        c.Configure(by=HOST, record_visibility={"lead": "private", "opportunity": "private", "contact": "parent"}),
        c.AddSharingRule(by=HOST, id="s_a", type="opportunity", to="coco", where=(Criterion("Stage", "equals", "a"),)),
        c.AddSharingRule(by=HOST, id="s_b", type="opportunity", to="rik", where=(Criterion("Stage", "equals", "b"),)),
        c.UpdateQueue(by=HOST, id="q_leads", members=("sofia", "rik")),
        c.ShareRecord(by=HOST, record="pim", to="rik"),
        c.AddRecord(by=HOST, id="x_old", type="account", owner="luc"),
        c.AddRecord(by=HOST, id="x_new", type="account", owner="rik"),
        c.AddRecord(by=HOST, id="x_child", type="contact", owner="luc", parent="x_old"),
        c.ShareRecord(by=HOST, record="x_old", to="coco"),
    ):
        engine.apply(command)
    return engine


@pytest.mark.parametrize("command", _GIVEN, ids=str)
@pytest.mark.parametrize("side", ["losers", "gainers"])
def test_a_wrong_party_is_noticed(side: str, command: c.Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever loses or gains is found out where nobody is said to."""
    engine = _before_it()
    assert broken(engine.fork(), command) == []
    right = parties.PARTIES[command.tag]
    monkeypatch.setitem(
        parties.PARTIES, command.tag, lambda *told: attrs.evolve(right(*told), **{side: frozenset[str]()})
    )
    assert broken(engine.fork(), command)
