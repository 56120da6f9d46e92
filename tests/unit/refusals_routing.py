"""The refusals of who gets a record: a volume of the tables."""

from __future__ import annotations

from tests.unit.refusals_partners import PARTNER
from tests.unit.refusing import Ladder, Refusal, ladder, no

from collabcore import HOST
from collabcore import commands as c
from collabcore.model import AssignmentEntry, Criterion

__all__ = ["CHANNEL", "LADDERS", "LEAD", "OUTSIDE", "QUEUE", "READY", "REFUSALS", "TURNS", "WAITS"]

HIDDEN = "existence.hidden"
LEAD = c.AddRecord(by=HOST, id="lead", type="lead", owner="jose")
QUEUE = c.AddQueue(by=HOST, id="pile", members=("jose",), types=("lead",))
WAITS = c.AddRecord(by=HOST, id="waits", type="lead", owner="pile")
TURNS = c.AddRotation(by=HOST, id="turns", targets=("jose", "lea"))
SHOWN = c.ShareRecord(by=HOST, record="lead", to="lea")
WAITS_SHOWN = c.ShareRecord(by=HOST, record="waits", to="lea", level="edit")
CONVERT = c.ConvertLead(by="jose", record="lead")
OUTSIDE = (
    c.AddNetwork(by=HOST, id="site", name="Site", profiles=("outside",)),
    c.PublishNetwork(by=HOST, id="site"),
    c.RecordLogin(by=HOST, user="pia"),
)
READY = (*PARTNER, *OUTSIDE)
BAD = (AssignmentEntry(where=(Criterion("email", "in", "not a list"),), to="jose"),)
CHANNEL = (
    *READY,
    LEAD,
    TURNS,
    c.UpdateRotation(by=HOST, id="turns", weights=(2, 1)),
    c.SetAbsence(by="lea", user="lea"),
    c.SetAssignmentRules(by=HOST, type="lead", entries=(AssignmentEntry(where=(), to="turns"),), default="jose"),
    c.AddRecord(by="sofia", id="fresh", type="lead"),
    c.Assign(by="sofia", record="fresh"),
    c.OpenRecord(by="jose", record="fresh"),
    CONVERT,
    c.DisablePartnerAccount(by=HOST, account="acme"),
)
"""A history in which everything happens that can happen to partners and to who gets records."""
READ_ONLY = "what was converted is read only (RULES 9)"


def rotation(**what: object) -> c.AddRotation:
    """Return a rotation, by whoever assigns, between José and Lea unless said otherwise."""
    return c.AddRotation(**{"by": "ines", "targets": ("jose", "lea"), **what})  # type: ignore[arg-type]


REFUSALS: tuple[Refusal, ...] = (
    no(rotation(targets=("jose", "nobody")), "not_found", HIDDEN, "one target is nobody"),
    no(rotation(targets=("newsroom",)), "not_found", HIDDEN, "a group takes no turns"),
    no(rotation(targets=()), "invalid", "rotation.targets", "nobody takes turns"),
    no(rotation(targets=("jose", "jose")), "invalid", "rotation.targets", "somebody twice"),
    no(rotation(weights=(1,)), "invalid", "rotation.weights", "one weight is missing"),
    no(rotation(weights=(1, 0)), "invalid", "rotation.weights", "nobody weighs nothing"),
    no(rotation(capacity={"sofia": 1}), "invalid", "rotation.capacity", "she is no target"),
    no(rotation(capacity={"jose": -1}), "invalid", "rotation.capacity", "less than none"),
    no(rotation(by="jose"), "not_allowed", "permission.assign_records", "rotations take assign_records"),
    no(rotation(id="gift"), "conflict", "id.taken", "the id is a record's"),
    no(c.UpdateRotation(by="ines", id="turns", targets=("lea",)), "not_found", HIDDEN, "there is no rotation"),
    no(c.UpdateRotation(by="ines", id="turns", targets=("nobody",)), "not_found", HIDDEN, "nobody", TURNS),
    no(c.UpdateRotation(by="ines", id="turns", weights=(1,)), "invalid", "rotation.weights", "one is missing", TURNS),
    no(c.UpdateRotation(by="jose", id="turns"), "not_allowed", "permission.assign_records", "not his", TURNS),
    no(c.SetAbsence(by="jose", user="nobody"), "not_found", HIDDEN, "there is nobody"),
    no(c.SetAbsence(by="jose", user="lea"), "not_allowed", "permission.assign_records", "not for others"),
    no(c.SetAssignmentRules(by="ines", type="lead", default="nobody"), "not_found", HIDDEN, "the default is nobody"),
    no(c.SetAssignmentRules(by="ines", type=" "), "invalid", "assignment.type", "of no type"),
    no(c.SetAssignmentRules(by="ines", type="lead", entries=BAD), "invalid", "criteria.value", "a list is needed"),
    no(c.SetAssignmentRules(by="jose", type="lead"), "not_allowed", "permission.assign_records", "not his"),
    no(
        c.SetAssignmentRules(by="ines", type="case", default="pile"),
        "conflict",
        "queue.type",
        "the queue takes leads only",
        QUEUE,
    ),
    no(c.Assign(by="lea", record="lead", to="lea"), "not_found", HIDDEN, "she cannot see it", LEAD),
    no(c.Assign(by="jose", record="lead", to="newsroom"), "not_found", HIDDEN, "a group gets nothing", LEAD),
    no(c.Assign(by="jose", to="jose"), "invalid", "assignment.records", "which?"),
    no(
        c.Assign(by="jose", records=("lead", "gift"), to="lea", item="it"),
        "invalid",
        "assignment.item",
        "one name for two changes",
        LEAD,
    ),
    no(
        c.Assign(by="lea", record="lead", to="lea"), "not_allowed", "record.level", "reading is not enough", LEAD, SHOWN
    ),
    no(c.Assign(by="jose", record="lead", to="lea"), "conflict", "record.converted", READ_ONLY, LEAD, CONVERT),
    no(c.Assign(by="jose", record="lead", to="nina"), "conflict", "lead.inactive", "she has left", LEAD),
    no(c.Assign(by="jose", record="gift", to="pile"), "conflict", "record.wrong_type", "it takes leads only", QUEUE),
    no(c.Transfer(by="jose", owner="lea"), "invalid", "assignment.records", "which?"),
    no(c.Transfer(by="jose", record="lead", owner="lea"), "conflict", "record.converted", READ_ONLY, LEAD, CONVERT),
    no(
        c.Transfer(by="jose", records=("lead", "gift"), owner="nina"),
        "conflict",
        "user.inactive",
        "she has left; and none is handed on",
        LEAD,
    ),
    no(
        c.UpdateRecord(by="jose", id="lead", fields={"city": "Pau"}),
        "conflict",
        "record.converted",
        READ_ONLY,
        LEAD,
        CONVERT,
    ),
    no(c.Accept(by="lea", record="waits"), "not_found", HIDDEN, "she is outside (G58)", QUEUE, WAITS),
    no(c.Accept(by=HOST, record="waits"), "invalid", "host.no_author", "who takes it?", QUEUE, WAITS),
    no(
        c.Accept(by="lea", record="waits"),
        "not_allowed",
        "queue.member",
        "she may edit it, and is in no queue",
        QUEUE,
        WAITS,
        WAITS_SHOWN,
    ),
    no(c.Accept(by="sofia", record="lead"), "conflict", "queue.not_in_one", "it is José's (READINGS 83)", LEAD),
    no(c.OpenRecord(by="lea", record="lead"), "not_found", HIDDEN, "she cannot see it", LEAD),
    no(c.OpenRecord(by=HOST, record="lead"), "invalid", "host.no_author", "who reads?", LEAD),
    no(c.OpenRecord(by="sofia", record="lead"), "not_allowed", "record.not_owner", "it is José's", LEAD),
    no(c.ConvertLead(by="lea", record="lead"), "not_found", HIDDEN, "she cannot see it", LEAD),
    no(c.ConvertLead(by="jose", record="gift"), "invalid", "lead.type", "it is no lead"),
    no(c.ConvertLead(by="lea", record="lead"), "not_allowed", "record.level", "reading is not enough", LEAD, SHOWN),
    no(c.ConvertLead(by="jose", record="waits"), "conflict", "lead.in_queue", "nobody owns it", QUEUE, WAITS),
    no(c.ConvertLead(by="jose", record="lead", opportunity="newsroom"), "conflict", "id.taken", "it is a group", LEAD),
    no(
        c.ConvertLead(by="jose", record="lead", opportunity="secret"),
        "conflict",
        "id.taken",
        "an opportunity he cannot see",
        LEAD,
        c.AddRecord(by="lea", id="secret", type="opportunity"),
    ),
)

LADDERS: tuple[Ladder, ...] = (
    ladder(
        "a lead is assigned",
        LEAD,
        SHOWN,
        not_found=c.Assign(by="lea", records=("lead", "gift"), item="it"),
        invalid=c.Assign(by="lea", item="it"),
        not_allowed=c.Assign(by="lea", record="lead", to="nina"),
        conflict=c.Assign(by="jose", record="lead", to="nina"),
        done=c.Assign(by=HOST, record="lead", to="lea"),
    ),
    ladder(
        "a lead is accepted",
        QUEUE,
        WAITS,
        WAITS_SHOWN,
        not_found=c.Accept(by="aniyah", record="lead"),
        invalid=c.Accept(by=HOST, record="waits"),
        not_allowed=c.Accept(by="lea", record="waits"),
        done=c.Accept(by="jose", record="waits"),
    ),
    ladder(
        "a lead is converted",
        LEAD,
        SHOWN,
        not_found=c.ConvertLead(by="nobody", record="lead"),
        not_allowed=c.ConvertLead(by="lea", record="lead"),
        done=CONVERT,
    ),
    ladder(
        "turns are taken",
        not_found=rotation(by="jose", targets=("jose", "nobody"), weights=(0,), id="gift"),
        invalid=rotation(by="jose", weights=(0,), id="gift"),
        not_allowed=rotation(by="jose", id="gift"),
        conflict=rotation(id="gift"),
        done=rotation(id="turns"),
    ),
    ladder(
        "turns are changed",
        TURNS,
        not_found=c.UpdateRotation(by="jose", id="turns", targets=("nobody",), weights=(0,)),
        invalid=c.UpdateRotation(by="jose", id="turns", weights=(0,)),
        not_allowed=c.UpdateRotation(by="jose", id="turns", weights=(2, 1)),
        done=c.UpdateRotation(by="ines", id="turns", weights=(2, 1)),
    ),
    ladder(
        "somebody is away",
        not_found=c.SetAbsence(by="jose", user="nobody"),
        not_allowed=c.SetAbsence(by="jose", user="lea"),
        done=c.SetAbsence(by="jose", user="jose"),
    ),
    ladder(
        "rules of assignment",
        not_found=c.SetAssignmentRules(by="jose", type=" ", default="nobody"),
        invalid=c.SetAssignmentRules(by="jose", type=" ", default="lea"),
        not_allowed=c.SetAssignmentRules(by="jose", type="lead", default="lea"),
        done=c.SetAssignmentRules(by="ines", type="lead", default="lea"),
    ),
    ladder(
        "a record is read",
        LEAD,
        not_found=c.OpenRecord(by="lea", record="lead"),
        not_allowed=c.OpenRecord(by="sofia", record="lead"),
        done=c.OpenRecord(by="jose", record="lead"),
    ),
)
