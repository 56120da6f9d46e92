"""The naive twin over partners and who gets records: told by hand, and equal to the store."""

from tests.unit.refusals_routing import CHANNEL
from tests.unit.world import town

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore._store.state import state
from collabcore.testing.reference import Reference

ROUTING_TOLD = """
    partner_management_enabled partner_account_enabled partner_account_disabled partner_welcomed
    rotation_added rotation_updated rotation_turned absence_set assignment_rules_set assigned
    record_opened lead_converted
"""

MADE = {"acme", "acme-pia"}
"""What the host made for José, who has opened neither."""


def told(*more: c.Command) -> tuple[Engine, Reference]:
    """Return the engine and the twin after the history of the channel and some more."""
    engine = town(*CHANNEL, *more)
    return engine, Reference(engine.events())


def test_the_twin_says_what_happened() -> None:
    """Every question about partners and routing, from the events alone."""
    engine, twin = told()
    assert (True, {"pia"}, {"lea"}, MADE) == (twin.partner_management, twin.welcomed, twin.absent, twin.unread)
    assert (["turns"], ["lead"]) == (list(twin.rotations), list(twin.routes))
    assert ("jose", {"jose": 1, "lea": 0}) == (twin.rotations["turns"].last, dict(twin.rotations["turns"].given))
    assert (True, False) == (twin.records["lead"].converted, twin.records["acme"].partner)
    made = twin.assignment("fresh")
    assert made is not None
    assert ("rules", "jose", None) == (made.how, made.owner, twin.assignment("lead"))
    assert "turns" == getattr(twin.thing("turns"), "id", None)
    assert state(engine.view) == state(twin)


def test_the_twin_follows_owners() -> None:
    """Unread as it comes and goes, and the last decision about a record, until it is gone."""
    waits = c.AddRecord(by=HOST, id="other", type="lead", owner="jose")
    back = c.SetAbsence(by="lea", user="lea", absent=False)
    engine, twin = told(waits, c.Transfer(by="jose", record="other", owner="lea"), back)
    assert ({*MADE, "other"}, set()) == (twin.unread, twin.absent)
    moved = twin.assignment("other")
    assert moved is not None
    assert "transfer" == moved.how
    assert state(engine.view) == state(twin)
    saved, after = told(waits, c.UpdateRecord(by="jose", id="other", fields={"city": "Pau"}))
    assert after.unread == MADE
    assert state(saved.view) == state(after)
    gone, none = told(waits, c.Transfer(by="jose", record="other", owner="lea"), c.DeleteRecord(by="lea", id="other"))
    assert (MADE, None) == (none.unread, none.assignment("other"))
    assert state(gone.view) == state(none)
