"""Refusals of the commands about what people are told, and their order."""

from __future__ import annotations

from tests.unit.refusing import Ladder, Refusal, ladder, no

from collabcore import HOST
from collabcore import commands as c

__all__ = ["LADDERS", "REFUSALS"]

GONE = c.DeactivateUsers(by="hana", ids=("jose",))

REFUSALS: tuple[Refusal, ...] = (
    no(c.MarkRead(by="sofia", notifications=("x",)), "not_found", "existence.hidden", "there is no such notice"),
    no(c.MarkRead(by=HOST), "invalid", "host.no_author", "the host is told nothing"),
    no(
        c.SetGroupFrequency(by="lea", group="trustees", frequency="daily"),
        "not_found",
        "existence.hidden",
        "the group is unlisted",
    ),
    no(
        c.SetGroupFrequency(by=HOST, group="campaign", frequency="daily"),
        "invalid",
        "host.no_author",
        "groups do not write to the host",
    ),
    no(
        c.SetGroupFrequency(by="aniyah", group="campaign", frequency="daily", user="jose"),
        "not_allowed",
        "permission.modify_all_data",
        "the owner chooses for nobody else (G49)",
    ),
    no(
        c.SetGroupFrequency(by="lea", group="campaign", frequency="daily"),
        "conflict",
        "group.not_a_member",
        "groups write to their members alone",
    ),
    no(
        c.SetGroupFrequency(by="grace", group="campaign", frequency="daily", user="jose"),
        "conflict",
        "user.inactive",
        "he is away",
        GONE,
    ),
    no(c.SetDigestFrequency(by="sofia", frequency="daily", user="x"), "not_found", "existence.hidden", "nobody"),
    no(
        c.SetDigestFrequency(by="sofia", frequency="weekly", user="jose"),
        "not_allowed",
        "permission.modify_all_data",
        "everybody chooses for themselves",
    ),
    no(
        c.SetDigestFrequency(by="grace", frequency="weekly", user="jose"),
        "conflict",
        "user.inactive",
        "he is away",
        GONE,
    ),
    no(c.MarkSent(by=HOST, items=("x",)), "not_found", "existence.hidden", "there is no such entry"),
    no(c.MarkSent(by=HOST, items=("digest-x",)), "not_found", "existence.hidden", "no digest has such an id"),
    no(c.MarkSent(by="grace", items=("p-news",)), "not_allowed", "outbox.host_only", "the host sends mail"),
    no(c.Configure(by=HOST, zone="Atlantis/Capital"), "invalid", "settings.zone", "there is no such place"),
)
"""One line each."""

LADDERS: tuple[Ladder, ...] = (
    ladder(
        "mark_read",
        not_found=c.MarkRead(by="sofia", notifications=("x",)),
        invalid=c.MarkRead(by=HOST),
        done=c.MarkRead(by="sofia"),
    ),
    ladder(
        "mark_sent",
        not_allowed=c.MarkSent(by="grace", items=("p-wall",)),
        done=c.MarkSent(by=HOST, items=("p-wall",)),
    ),
    ladder(
        "set_group_frequency",
        GONE,
        not_found=c.SetGroupFrequency(by="lea", group="trustees", frequency="daily", user="sofia"),
        not_allowed=c.SetGroupFrequency(by="lea", group="campaign", frequency="daily", user="jose"),
        conflict=c.SetGroupFrequency(by="grace", group="campaign", frequency="daily", user="jose"),
        done=c.SetGroupFrequency(by="grace", group="campaign", frequency="daily", user="sofia"),
    ),
    ladder(
        "set_digest_frequency",
        GONE,
        not_found=c.SetDigestFrequency(by="lea", frequency="weekly", user="x"),
        not_allowed=c.SetDigestFrequency(by="lea", frequency="weekly", user="jose"),
        conflict=c.SetDigestFrequency(by="grace", frequency="weekly", user="jose"),
        done=c.SetDigestFrequency(by="lea", frequency="weekly"),
    ),
)
"""The precedence of the commands about what people are told."""
