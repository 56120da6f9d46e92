"""What every decision shares: who asks, when, under which id; the host; and asking for what already holds."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from tests.unit.refusals import LADDERS, REFUSALS
from tests.unit.refusing import Ladder
from tests.unit.world import HOLDERS, SECOND, outcome, refused, town

from collabcore import HOST
from collabcore import commands as c
from collabcore.decide.asking import HANDLERS
from collabcore.model import Permission

KINDS = list(c.COMMANDS.values())


def accepted(ladder: Ladder) -> c.Command:
    """Return the command at the foot of a ladder, which is accepted."""
    return ladder.rungs[-1][1]


ACCEPTED = {accepted(ladder).tag: ladder for ladder in LADDERS}


def test_every_command_is_judged() -> None:
    """Each command class has one handler, and nothing else has."""
    assert set(KINDS) == set(HANDLERS)


def test_a_tag_is_the_snake_case_of_its_class() -> None:
    """Scenario files name a command by its tag (CONTRACT 3)."""
    assert c.AddPointsRule is c.COMMANDS["add_points_rule"]
    assert "add_points_rule" == c.AddPointsRule.tag


# Who asks


@pytest.mark.parametrize("tag", ACCEPTED)
def test_nobody_may_do_anything(tag: str) -> None:
    """A command by somebody who is not there is refused as not found, whatever it asks."""
    ladder = ACCEPTED[tag]
    error = refused(town(*ladder.after), attrs.evolve(accepted(ladder), by="nobody"))

    assert ("not_found", "nothing known as `nobody`") == (error.tag, error.message)


@pytest.mark.parametrize("tag", ACCEPTED)
def test_who_has_left_may_do_nothing(tag: str) -> None:
    """Commands by a deactivated person are not allowed, before anything else is asked (READINGS 84)."""
    ladder = ACCEPTED[tag]
    error = refused(town(*ladder.after), attrs.evolve(accepted(ladder), by="nina"))

    assert ("not_allowed", "viewer.inactive") == (error.tag, error.rule)


def test_who_has_left_may_act_again_on_return() -> None:
    """What deactivation takes, activation gives back (READINGS 44)."""
    made = town(c.ActivateUser(by="hana", id="nina"))

    assert "done" == outcome(made, c.Post(by="nina", id="p-back", text="back again"))


# When


@pytest.mark.parametrize("tag", ACCEPTED)
def test_time_does_not_run_backwards(tag: str) -> None:
    """A command may not be earlier than the last event (CONTRACT 1); at the same instant it may happen."""
    ladder = ACCEPTED[tag]
    made = town(*ladder.after)
    last = made.view.now
    error = refused(made, attrs.evolve(accepted(ladder), at=last - SECOND))

    assert ("invalid", "time.backwards") == (error.tag, error.rule)
    assert "is earlier than the last event's" in error.message
    assert outcome(made, attrs.evolve(accepted(ladder), at=last)) in {"done", "nothing"}


def test_every_event_of_a_command_carries_its_moment_and_its_actor() -> None:
    """Time is the command's `at`, aware UTC whatever zone it was told in (CONTRACT 1)."""
    told = dt.datetime(2026, 2, 1, 10, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    made = town().apply(c.UpdateRecord(by="sofia", at=told, id="gift", fields={"stage": "lost"}))

    assert {(dt.datetime(2026, 2, 1, 9, tzinfo=dt.UTC), "sofia")} == {(event.at, event.by) for event in made}
    assert 2 == len(made)


# Under which id

MAKERS = [
    c.AddRole(by=HOST),
    c.AddUser(by=HOST),
    c.CreateGroup(by="lea", name="Runners"),
    c.Post(by="lea", text="hello"),
    c.Comment(by="lea", post="p-wall", text="hello"),
    c.AddRecord(by="lea", type="case"),
    c.AddPointsRule(by=HOST, points=1, when="reached", type="lead"),
]


@pytest.mark.parametrize("command", MAKERS, ids=lambda command: command.tag)
def test_an_id_left_out_is_filled(command: c.Command) -> None:
    """An omitted id comes from the engine's factory, and what was made is known by it (CONTRACT 1)."""
    made = town()
    made.apply(command)

    assert made.view.thing("made-1") is not None


@pytest.mark.parametrize("command", MAKERS, ids=lambda command: command.tag)
@pytest.mark.parametrize("taken", ["jose", "newsroom", "gift", "p-ask", "c-ask", "ceo", "full-lead", "p-gone"])
def test_an_id_is_taken_by_whatever_has_or_had_it(command: c.Command, taken: str) -> None:
    """Ids are unique across all kinds of thing, those of deleted things too (READINGS 75)."""
    made = town(c.Post(by="jose", id="p-gone", text="x"), c.Delete(by="jose", id="p-gone"))
    error = refused(made, attrs.evolve(command, id=taken))  # type: ignore[call-arg]

    assert ("conflict", "id.taken", f"id taken: `{taken}`") == (error.tag, error.rule, error.message)


def test_the_id_of_a_refused_command_stays_free() -> None:
    """Nothing is left of a refused command, not even its id (READINGS 64)."""
    made = town()
    refused(made, c.Post(by="lea", id="p-1", to="campaign", text="x"))

    assert "done" == outcome(made, c.Post(by="lea", id="p-1", to="newsroom", text="x"))


def test_after_all_refusals_every_index_is_as_it_was() -> None:
    """A refusal happens before anything is touched: neither facts nor what is remembered of them (law 5)."""
    made = town()
    before = made.digest()
    for refusal in REFUSALS:
        if not refusal.after:
            assert refusal.tag == outcome(made, refusal.command)

    assert before == made.digest()
    made.check()


# What the host may do, and who else

TAKES: list[tuple[c.Command, tuple[Permission, ...]]] = [
    (c.Configure(by=HOST, follow_limit=3), ("modify_all_data",)),
    (c.AddRole(by=HOST, id="clerk"), ("manage_users",)),
    (c.MoveRole(by=HOST, id="rep", parent="office"), ("manage_users",)),
    (c.AddUser(by=HOST, id="omar"), ("manage_users",)),
    (c.UpdateUser(by=HOST, id="lea", profile="sales"), ("manage_users",)),
    (c.DeactivateUsers(by=HOST, ids=("lea",)), ("manage_users",)),
    (c.ActivateUser(by=HOST, id="nina"), ("manage_users",)),
    (c.AddPermissions(by=HOST, user="lea", permissions=("moderate",)), ("manage_users",)),
    (c.RemovePermissions(by=HOST, user="mona", permissions=("moderate",)), ("manage_users",)),
    (c.UpdateGroup(by=HOST, id="newsroom", name="News"), ("modify_all_data",)),
    (c.UpdateGroup(by=HOST, id="trustees", name="Board"), ("manage_unlisted_groups",)),
    (c.AddMember(by=HOST, group="campaign", user="carla"), ("modify_all_data",)),
    (c.AnswerRequest(by=HOST, group="campaign", user="lea", accept=True), ("modify_all_data",)),
    (c.SetMemberRole(by=HOST, group="campaign", user="jose", role="manager"), ("modify_all_data",)),
    (c.RemoveMember(by=HOST, group="campaign", user="jose"), ("modify_all_data",)),
    (c.SetOwner(by=HOST, group="campaign", user="jose"), ("modify_all_data",)),
    (c.SetOwner(by=HOST, group="trustees", user="aniyah"), ("manage_unlisted_groups",)),
    (c.Follow(by=HOST, target="carla", user="jose"), ("modify_all_data",)),
    (c.Unfollow(by=HOST, target="gift", user="sofia"), ("modify_all_data",)),
    (c.Delete(by=HOST, id="p-wall"), ("modify_all_data", "moderate")),
    (c.Delete(by=HOST, id="p-ask"), ("modify_all_data",)),
    (c.Delete(by=HOST, id="p-moved"), ("modify_all_data",)),
    (c.Review(by=HOST, item="p-wall", status="pending"), ("moderate", "approve_posts")),
    (c.Review(by=HOST, item="p-wall", status="isolated"), ("moderate",)),
    (c.Review(by=HOST, item="p-pending", status="published"), ("approve_posts",)),
    (c.Review(by=HOST, item="p-isolated", status="published"), ("modify_all_data",)),
    (c.UpdateRecord(by=HOST, id="gift", fields={"amount": 60}), ("modify_all_data",)),
    (c.Transfer(by=HOST, record="gift", owner="lea"), ("modify_all_data",)),
    (c.ShareRecord(by=HOST, record="gift", to="lea"), ("modify_all_data",)),
    (
        c.SetCompleteness(by=HOST, type="lead", fields=("email",)),  # type: ignore[arg-type]
        ("modify_all_data", "manage_points"),
    ),
    (c.AddPointsRule(by=HOST, id="r", points=1, when="reached", type="lead"), ("manage_points",)),
    (c.RetirePointsRule(by=HOST, id="full-lead"), ("manage_points",)),
]


def _name(case: tuple[c.Command, tuple[Permission, ...]]) -> str:
    return repr(case[0])


@pytest.mark.parametrize("case", TAKES, ids=_name)
def test_who_has_the_right_and_the_host(case: tuple[c.Command, tuple[Permission, ...]]) -> None:
    """Of all who hold one permission these may, the host always (READINGS 41); Lea, without any, not."""
    command, wanted = case

    assert "done" == outcome(town(), command)
    may = {word for word, who in HOLDERS.items() if outcome(town(), attrs.evolve(command, by=who)) == "done"}
    assert set(wanted) == may
    assert outcome(town(), attrs.evolve(command, by="lea")) in {"not_allowed", "not_found"}


@pytest.mark.parametrize(
    "command",
    [
        c.CreateGroup(by=HOST, name="Runners"),
        c.JoinGroup(by=HOST, group="newsroom"),
        c.LeaveGroup(by=HOST, group="newsroom"),
        c.RequestMembership(by=HOST, group="campaign"),
        c.Follow(by=HOST, target="jose"),
        c.Unfollow(by=HOST, target="jose"),
        c.Post(by=HOST, text="hello"),
        c.Post(by=HOST, to="jose", text="hello"),
        c.Comment(by=HOST, post="p-wall", text="hello"),
        c.Like(by=HOST, item="p-wall"),
        c.Unlike(by=HOST, item="p-wall"),
        c.AddRecord(by=HOST, type="lead"),
    ],
    ids=repr,
)
def test_what_needs_an_author_or_owner_is_not_the_hosts(command: c.Command) -> None:
    """Commands whose result has an author or owner are invalid by the host (READINGS 41)."""
    error = refused(town(), command)

    assert ("invalid", "host.no_author") == (error.tag, error.rule)


@pytest.mark.parametrize(
    "command",
    [
        c.AddMember(by=HOST, group="campaign", user="carla"),
        c.Follow(by=HOST, target="carla", user="lea"),
        c.AddRole(by=HOST, id="jose"),
        c.AddMember(by=HOST, group="campaign", user="nina"),
        c.SetOwner(by=HOST, group="campaign", user="carla"),
        c.RemoveMember(by=HOST, group="campaign", user="aniyah"),
    ],
    ids=repr,
)
def test_limits_and_states_refuse_the_host_too(command: c.Command) -> None:
    """Permissions and roles never refuse the host, limits and states do (READINGS 41)."""
    made = town(c.Configure(by=HOST, follow_limit=0, group_limit=0))

    assert outcome(made, command) in {"conflict", "limit"}


# Asking for what already holds

HOLDS_ALREADY: list[tuple[c.Command, tuple[c.Command, ...]]] = [
    (c.Configure(by=HOST), ()),
    (c.Configure(by=HOST, follow_limit=500, user_visibility="public"), ()),
    (c.Configure(by=HOST, tracked_fields={"opportunity": ("stage", "owner")}), ()),
    (c.MoveRole(by=HOST, id="rep", parent="director"), ()),
    (c.MoveRole(by=HOST, id="ceo", parent=None), ()),
    (c.UpdateUser(by="hana", id="jose", name="José", role="rep", manager="sofia", profile="standard"), ()),
    (c.UpdateUser(by="jose", id="jose"), ()),
    (c.UpdateUser(by="hana", id="jose", permissions=("create_groups", "create_groups")), ()),
    (c.UpdateUser(by="hana", id="aniyah", details={"phone": "555 0100", "fax": None}), ()),
    (
        c.UpdateUser(by="hana", id="jose", manager="sofia"),
        (c.DeactivateUsers(by="hana", ids=("sofia",)),),
    ),
    (c.DeactivateUsers(by="hana", ids=("nina", "nina")), ()),
    (c.DeactivateUsers(by="hana", ids=()), ()),
    (c.ActivateUser(by="hana", id="jose"), ()),
    (c.AddPermissions(by="hana", user="mona", permissions=("moderate", "create_groups")), ()),
    (c.RemovePermissions(by="hana", user="jose", permissions=("moderate",)), ()),
    (c.UpdateGroup(by="aniyah", id="campaign", name="Capital Campaign", access="private"), ()),
    (c.JoinGroup(by="jose", group="campaign"), ()),
    (c.JoinGroup(by="aniyah", group="trustees"), ()),
    (c.LeaveGroup(by="lea", group="newsroom"), ()),
    (c.RequestMembership(by="lea", group="campaign", message="please"), ()),
    (c.RequestMembership(by="jose", group="campaign"), ()),
    (c.AddMember(by="aniyah", group="campaign", user="jose"), ()),
    (c.AddMember(by="sofia", group="campaign", user="aniyah"), ()),
    (c.AddMember(by="aniyah", group="campaign", user="jose"), (c.DeactivateUsers(by="hana", ids=("jose",)),)),
    (c.SetMemberRole(by="aniyah", group="campaign", user="sofia", role="manager"), ()),
    (c.RemoveMember(by="aniyah", group="campaign", user="carla"), ()),
    (c.SetOwner(by="aniyah", group="campaign", user="aniyah"), ()),
    (c.Follow(by="sofia", target="gift"), ()),
    (c.Follow(by="jose", target="sofia"), (c.DeactivateUsers(by="hana", ids=("sofia",)),)),
    (c.Unfollow(by="sofia", target="jose"), ()),
    (c.Like(by="sofia", item="p-wall"), ()),
    (
        c.Like(by="aniyah", item="p-wall"),
        (c.Like(by="aniyah", item="p-wall"), c.Review(by="otto", item="p-wall", status="pending")),
    ),
    (c.Unlike(by="jose", item="p-wall"), ()),
    (c.Review(by="otto", item="p-wall", status="published"), ()),
    (c.Review(by="otto", item="p-pending", status="pending"), ()),
    (c.Review(by="grace", item="p-isolated", status="isolated"), ()),
    (c.UpdateRecord(by="jose", id="gift", fields={}), ()),
    (c.UpdateRecord(by="jose", id="gift", fields={"stage": "given", "nothing": None}, item="p-ask"), ()),
    (c.Transfer(by="jose", record="gift", owner="jose", item="p-ask"), ()),
    (c.ShareRecord(by="jose", record="gift", to="jose"), ()),
    (
        c.ShareRecord(by="jose", record="gift", to="lea", level="edit"),
        (c.ShareRecord(by="jose", record="gift", to="lea", level="edit"),),
    ),
    (
        c.ShareRecord(by="jose", record="gift", to="lea"),
        (c.ShareRecord(by="jose", record="gift", to="lea"), c.DeactivateUsers(by="hana", ids=("lea",))),
    ),
    (c.UnshareRecord(by="jose", record="gift", to="lea"), ()),
    (c.UnshareRecord(by="jose", record="gift", to="role:rep"), ()),
    (
        c.SetCompleteness(
            by=HOST,
            type="lead",
            fields=("first_name", "last_name", "phone", "email"),  # type: ignore[arg-type]
        ),
        (),
    ),
    (c.RetirePointsRule(by="paulo", id="full-lead"), (c.RetirePointsRule(by="paulo", id="full-lead"),)),
]


@pytest.mark.parametrize("case", HOLDS_ALREADY, ids=lambda case: f"{case[0]!r} after {len(case[1])}")
def test_asking_for_what_already_holds_is_nothing(case: tuple[c.Command, tuple[c.Command, ...]]) -> None:
    """No event, no change and no refusal, whoever has left meanwhile or whatever waits (READINGS 1)."""
    command, before = case
    made = town(*before)
    digest, length = made.digest(), len(list(made.events()))

    assert () == made.apply(command)
    assert (digest, length) == (made.digest(), len(list(made.events())))


MAKES_OR_ENDS = {
    *("add_role", "add_user", "add_team", "add_queue", "add_network", "create_group", "announce"),
    *("post", "comment", "share"),
    *("add_record", "add_sharing_rule", "add_points_rule", "delete", "delete_group", "delete_record"),
    *(
        "remove_sharing_rule",
        "answer_request",
        "accept_invitation",
        "set_owner",
        "log_activity",
        "record_login",
        "add_rotation",
    ),
    *("post_idea", "thank", "add_badge", "add_reward", "add_file", "add_file_version", "delete_file"),
    *("post_idea", "thank", "add_badge", "add_reward", "award", "merge_records"),
}
ONCE = [ladder for ladder in LADDERS if accepted(ladder).tag not in MAKES_OR_ENDS]


@pytest.mark.parametrize("ladder", ONCE, ids=str)
def test_the_same_wish_twice_happens_once(ladder: Ladder) -> None:
    """What asks for a state may be repeated; what makes or ends something may not (READINGS 1)."""
    made = town(*ladder.after)
    made.apply(accepted(ladder))

    assert () == made.apply(accepted(ladder))


@pytest.mark.parametrize(
    ("command", "again"),
    [
        (c.Delete(by="jose", id="p-news"), "not_found"),
        (c.Post(by="jose", id="p-1", text="x"), "conflict"),
        (c.AnswerRequest(by="sofia", group="campaign", user="lea", accept=True), "not_found"),
        (c.SetOwner(by="aniyah", group="campaign", user="jose"), "not_allowed"),
    ],
    ids=repr,
)
def test_what_makes_or_ends_something_happens_once_only(command: c.Command, again: str) -> None:
    """The post is gone, the id taken, the request answered, the group another's: refused a second time."""
    made = town()

    assert ["done", again] == [outcome(made, command), outcome(made, command)]
