"""Records: whose they are, what a save tells, who may share and hand them on."""

from __future__ import annotations

import pytest
from tests.unit.refusals import about, ladders_of
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import outcome, refused, town

from collabcore import HOST
from collabcore import commands as c
from collabcore import events as e
from collabcore.model import Change, Level

COMMANDS = (c.AddRecord, c.UpdateRecord, c.Transfer, c.ShareRecord, c.UnshareRecord)


@pytest.mark.parametrize("refusal", about(*COMMANDS), ids=str)
def test_refused(refusal: Refusal) -> None:
    """Every way to be refused, by tag and rule, with nothing changed (law 5)."""
    error = refusal.happen()

    assert (refusal.tag, refusal.rule) == (error.tag, error.rule)


@pytest.mark.parametrize("ladder", ladders_of(*COMMANDS), ids=str)
def test_precedence(ladder: Ladder) -> None:
    """Mending one fault shows the next, in the order of READINGS 19."""
    for wanted, command in ladder.rungs:
        assert wanted == outcome(town(*ladder.after), command)


# Adding


def test_who_adds_a_record_owns_it_unless_another_is_named() -> None:
    """Owner and creator are two; null is not there; creation is never a tracked change (READINGS 2)."""
    made = town(
        c.AddRecord(by="jose", id="r-1", type="opportunity", fields={"stage": "asked", "amount": None}),
        c.AddRecord(by="jose", id="r-2", type="opportunity", owner="lea"),
    )
    first, second = made.view.records["r-1"], made.view.records["r-2"]

    assert ("jose", "jose", {"stage": "asked"}) == (first.owner, first.creator, first.fields)
    assert ("lea", "jose") == (second.owner, second.creator)
    assert first.created_at == first.updated_at < second.created_at
    assert ["p-moved"] == [post.id for post in made.view.posts.values() if post.is_tracked]


def test_what_the_host_adds_has_no_creator() -> None:
    """It earns nobody creator's points (READINGS 41)."""
    made = town(c.AddRecord(by=HOST, id="r-1", type="case", owner="lea"))

    assert (None, "lea") == (made.view.records["r-1"].creator, made.view.records["r-1"].owner)


# Saving


def test_fields_are_merged_key_by_key() -> None:
    """Named fields take their new value, null clears, the rest stays (READINGS 40)."""
    made = town(c.UpdateRecord(by="jose", id="gift", fields={"stage": None, "note": ["call", {"on": "Monday"}]}))
    gift = made.view.records["gift"]

    assert {"amount": 50, "note": ("call", {"on": "Monday"})} == gift.fields
    assert gift.created_at < gift.updated_at == made.view.now


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (1, True),
        (0, False),
        (True, 1),
        ("1", 1),
        ([1], [True]),
        ({"a": 0}, {"a": False}),
        (None, 0),
        ("", None),
    ],
    ids=repr,
)
def test_values_that_differ_as_json_are_a_change(old: object, new: object) -> None:
    """To Python 1 equals true; to a field, and to the criteria that read it, it does not (READINGS 25)."""
    made = town(c.AddRecord(by="jose", id="r-1", type="case", fields={"f": old}))
    (event,) = made.apply(c.UpdateRecord(by="jose", id="r-1", fields={"f": new}))

    assert isinstance(event, e.RecordUpdated)
    assert repr(new) == repr(_thawed(event.fields["f"]))


def _thawed(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if hasattr(value, "keys") else value  # type: ignore[call-overload]


def test_a_save_makes_one_tracked_change_for_the_tracked_fields_among_it() -> None:
    """One post per save, its rows in the order of the setting; nothing of the untracked (READINGS 2)."""
    made = town(c.Configure(by=HOST, tracked_fields={"opportunity": ("amount", "stage")}))
    happened = made.apply(
        c.UpdateRecord(by="sofia", id="gift", fields={"stage": None, "note": "x", "amount": 60}, item="p-2")
    )

    assert ["record_updated", "posted"] == [event.tag for event in happened]
    post = made.view.posts["p-2"]
    assert ("sofia", "gift", "") == (post.author, post.to, post.text)
    assert (Change("amount", 50, 60), Change("stage", "given", None)) == post.changes
    assert post.is_tracked


def test_the_host_s_save_has_no_author() -> None:
    """Nobody made the change."""
    made = town(c.UpdateRecord(by=HOST, id="gift", fields={"stage": "lost"}, item="p-2"))

    assert None is made.view.posts["p-2"].author


@pytest.mark.parametrize("fields", [{"note": "x"}, {"stage": "given"}, {}], ids=repr)
def test_an_item_for_which_nothing_is_made_stays_free(fields: dict[str, object]) -> None:
    """Neither an untracked field nor a value it has already makes a post (READINGS 79)."""
    made = town(c.UpdateRecord(by="jose", id="gift", fields=fields, item="p-2"))

    assert "done" == outcome(made, c.Post(by="jose", id="p-2", text="x"))


# Handing on


def test_a_transfer_drops_the_manual_shares() -> None:
    """A share was the old owner's word (READINGS 48, 68); the change of owner is told where tracked."""
    made = town(
        c.ShareRecord(by="jose", record="gift", to="lea"),
        c.Transfer(by="sofia", record="gift", owner="aniyah", item="p-2"),
    )

    assert ({}, "aniyah") == (dict(made.view.shares("gift")), made.view.records["gift"].owner)
    assert (Level.NONE, Level.NONE, Level.ALL) == tuple(made.access(who, "gift") for who in ("lea", "jose", "aniyah"))
    assert (Change("owner", "jose", "aniyah"),) == made.view.posts["p-2"].changes


def test_an_untracked_owner_change_makes_no_post() -> None:
    """It counts only where "owner" is listed (READINGS 2)."""
    made = town(c.AddRecord(by="jose", id="r-1", type="case"))

    assert ["owner_changed"] == [event.tag for event in made.apply(c.Transfer(by="jose", record="r-1", owner="lea"))]


# Sharing


@pytest.mark.parametrize("to", ["lea", "role:office", "role+:office"])
def test_a_record_is_shared_with_a_user_a_role_or_a_branch(to: str) -> None:
    """Lea, her role, her role and those below: three targets that reach her (CONTRACT 3)."""
    made = town(c.ShareRecord(by="jose", record="gift", to=to))
    assert Level.READ is made.access("lea", "gift")

    made.apply(c.ShareRecord(by="sofia", record="gift", to=to, level="edit"))
    assert Level.EDIT is made.access("lea", "gift")
    assert {to: Level.EDIT} == dict(made.view.shares("gift"))

    made.apply(c.UnshareRecord(by="carla", record="gift", to=to))
    assert Level.NONE is made.access("lea", "gift")


def test_no_id_reads_like_a_role() -> None:
    """Among targets `role:office` is the role, so nobody and nothing that may be one is called so (CONTRACT 3)."""
    for command in (c.AddUser(by=HOST, id="role:office"), c.AddTeam(by=HOST, id="role+:rep", members=())):
        error = refused(town(), command)

        assert ("invalid", "id.like_a_role") == (error.tag, error.rule)


def test_a_share_may_be_taken_back_from_somebody_out_of_sight() -> None:
    """Who has all access to a record keeps it in order, also where users are private."""
    made = town(c.ShareRecord(by="jose", record="gift", to="lea"), c.Configure(by=HOST, user_visibility="private"))

    assert "done" == outcome(made, c.UnshareRecord(by="jose", record="gift", to="lea"))
    assert "not_found" == outcome(made, c.UnshareRecord(by="jose", record="gift", to="lea"))
