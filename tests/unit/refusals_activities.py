"""The refusals of logins and activities: a volume of the tables."""

from __future__ import annotations

import datetime as dt

from tests.unit.refusing import Ladder, Refusal, ladder, no
from tests.unit.world import START

from collabcore import HOST
from collabcore import commands as c

__all__ = ["LADDERS", "REFUSALS"]

HIDDEN = "existence.hidden"
CALL = c.LogActivity(by="jose", id="call", kind="call", record="gift")
ALONE = c.LogActivity(by="jose", id="alone", kind="task")
DONE = c.CompleteActivity(by="jose", id="call")
CANCELLED = c.CancelActivity(by="jose", id="call")
LATER = START + dt.timedelta(days=400)

REFUSALS: tuple[Refusal, ...] = (
    no(c.Configure(by=HOST, idle_days={"lead": -1}), "invalid", "settings.days", "idle for less than nothing"),
    no(c.Configure(by=HOST, planned_days={"lead": -1}), "invalid", "settings.days", "planned before now"),
    no(c.RecordLogin(by="hana", user="nobody"), "not_found", HIDDEN, "nobody logged in"),
    no(c.RecordLogin(by="jose", user="lea"), "not_allowed", "permission.manage_users", "it is another's login"),
    no(c.RecordLogin(by=HOST, user="nina"), "conflict", "user.inactive", "she has left"),
    no(c.LogActivity(by="jose", kind="call", record="nothing"), "not_found", HIDDEN, "there is no such record"),
    no(c.LogActivity(by="lea", kind="call", record="gift"), "not_found", HIDDEN, "she may not read it"),
    no(c.LogActivity(by=HOST, kind="call"), "invalid", "host.no_author", "somebody has to do it"),
    no(c.LogActivity(by="jose", kind=" "), "invalid", "activity.kind", "of no kind"),
    no(c.LogActivity(by="jose", kind="call", done=LATER), "invalid", "activity.not_yet", "done in time to come"),
    no(c.LogActivity(by="jose", kind="call", id="gift"), "conflict", "id.taken", "the id is a record's"),
    no(c.CompleteActivity(by="jose", id="nothing"), "not_found", HIDDEN, "there is no activity"),
    no(c.CompleteActivity(by="jose", id="gift"), "not_found", HIDDEN, "a record is none"),
    no(c.CompleteActivity(by="lea", id="call"), "not_found", HIDDEN, "she may not know of it", CALL),
    no(c.CompleteActivity(by="sofia", id="alone"), "not_found", HIDDEN, "on no record it is his alone", ALONE),
    no(
        c.CompleteActivity(by="sofia", id="call"),
        "not_allowed",
        "permission.modify_all_data",
        "she reads the record, but it is his",
        CALL,
    ),
    no(
        c.CancelActivity(by="vera", id="alone"),
        "not_allowed",
        "permission.modify_all_data",
        "she sees all data and changes none",
        ALONE,
    ),
    no(c.CompleteActivity(by="jose", id="call"), "conflict", "activity.cancelled", "cancelled", CALL, CANCELLED),
    no(c.CancelActivity(by="jose", id="call"), "conflict", "activity.done", "done", CALL, DONE),
)

LADDERS: tuple[Ladder, ...] = (
    ladder(
        "a login",
        not_found=c.RecordLogin(by="jose", user="nobody"),
        not_allowed=c.RecordLogin(by="jose", user="nina"),
        conflict=c.RecordLogin(by="hana", user="nina"),
        done=c.RecordLogin(by="jose", user="jose"),
    ),
    ladder(
        "logging an activity",
        not_found=c.LogActivity(by=HOST, kind=" ", record="nothing", id="gift"),
        invalid=c.LogActivity(by="jose", kind=" ", record="gift", id="gift"),
        conflict=c.LogActivity(by="jose", kind="call", record="gift", id="gift"),
        done=c.LogActivity(by="jose", kind="call", record="gift", id="call", done=True),
    ),
    ladder(
        "completing an activity",
        CALL,
        not_found=c.CompleteActivity(by="lea", id="call"),
        not_allowed=c.CompleteActivity(by="sofia", id="call"),
        done=c.CompleteActivity(by="grace", id="call"),
        nothing=c.CompleteActivity(by="jose", id="call"),
    ),
    ladder(
        "cancelling an activity",
        CALL,
        not_allowed=c.CancelActivity(by="sofia", id="call"),
        done=c.CancelActivity(by=HOST, id="call"),
        nothing=c.CancelActivity(by="jose", id="call"),
    ),
)
