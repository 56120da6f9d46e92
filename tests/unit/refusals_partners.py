"""The refusals of partners: a volume of the tables."""

from __future__ import annotations

from tests.unit.refusing import Ladder, Refusal, ladder, no

from collabcore import HOST
from collabcore import commands as c

__all__ = ["ACCOUNT", "CONTACT", "LADDERS", "PARTNER", "PRM", "REFUSALS", "USER"]

HIDDEN = "existence.hidden"
PRM = c.EnablePartnerManagement(by=HOST)
ACCOUNT = c.AddRecord(by=HOST, id="acme", type="account", owner="jose")
CONTACT = c.AddRecord(by=HOST, id="acme-pia", type="contact", owner="jose", parent="acme")
STRAY = c.AddRecord(by=HOST, id="stray", type="contact", owner="jose")
HERS = c.AddRecord(by=HOST, id="hers", type="account", owner="grace")
ENABLE = c.EnablePartnerAccount(by=HOST, account="acme")
USER = c.EnablePartnerUser(by=HOST, contact="acme-pia", id="pia", profile="outside")
PARTNER = (PRM, ACCOUNT, CONTACT, ENABLE, USER)
SHOWN = c.ShareRecord(by=HOST, record="acme-pia", to="lea")


def made(**what: object) -> c.EnablePartnerUser:
    """Return that somebody becomes a partner's user: Pia, by the host, unless said otherwise."""
    fields = {"by": HOST, "contact": "acme-pia", "id": "pia", "profile": "outside", **what}
    return c.EnablePartnerUser(**fields)  # type: ignore[arg-type]


REFUSALS: tuple[Refusal, ...] = (
    no(
        c.EnablePartnerManagement(by="hana"),
        "not_allowed",
        "permission.modify_all_data",
        "partners take the right to all data",
    ),
    no(c.EnablePartnerAccount(by="lea", account="acme"), "not_found", HIDDEN, "she cannot see it", PRM, ACCOUNT),
    no(c.EnablePartnerAccount(by="jose", account="gift"), "invalid", "partner.account", "it is no account", PRM),
    no(
        c.EnablePartnerAccount(by="vera", account="acme"),
        "not_allowed",
        "record.level",
        "reading is not enough",
        PRM,
        ACCOUNT,
    ),
    no(
        c.EnablePartnerAccount(by="jose", account="acme"),
        "conflict",
        "partner.not_allowed_here",
        "partners come first",
        ACCOUNT,
    ),
    no(
        c.EnablePartnerAccount(by="grace", account="hers"),
        "conflict",
        "partner.owner",
        "its owner has no role (RULES 9)",
        PRM,
        HERS,
    ),
    no(c.DisablePartnerAccount(by="lea", account="acme"), "not_found", HIDDEN, "she cannot see it", *PARTNER),
    no(made(contact="nothing"), "not_found", HIDDEN, "there is no contact", PRM),
    no(made(contact="gift"), "invalid", "partner.contact", "it is no contact", PRM),
    no(made(id="role:pia"), "invalid", "id.like_a_role", "an id like a role's", PRM, ACCOUNT, CONTACT),
    no(made(by="jose"), "not_allowed", "permission.manage_users", "users take manage_users", PRM, ACCOUNT, CONTACT),
    no(made(), "conflict", "partner.account_not_enabled", "the account is no partner", PRM, ACCOUNT, CONTACT),
    no(made(contact="stray"), "conflict", "partner.account_not_enabled", "a contact of no account", PRM, STRAY),
    no(made(id="pim"), "conflict", "partner.contact_taken", "she has another id", *PARTNER),
    no(made(id="jose"), "conflict", "id.taken", "the id is José's", *PARTNER[:4]),
    no(
        c.ActivateUser(by=HOST, id="pia"),
        "conflict",
        "partner.account_not_enabled",
        "her account is no partner any more",
        *PARTNER,
        c.DisablePartnerAccount(by=HOST, account="acme"),
    ),
    no(c.UpdateUser(by=HOST, id="pia", role="rep"), "invalid", "user.partner", "she is below José's role", *PARTNER),
    no(
        c.UpdateUser(by=HOST, id="jose", role=None),
        "conflict",
        "user.manages_partner",
        "he manages a partner",
        *PARTNER,
    ),
    no(
        c.Transfer(by=HOST, record="acme", owner="grace"),
        "conflict",
        "partner.owner",
        "she has no role",
        *PARTNER,
    ),
    no(c.DeleteRecord(by=HOST, id="acme-pia"), "conflict", "record.has_people", "a user is that contact", *PARTNER),
)

LADDERS: tuple[Ladder, ...] = (
    ladder(
        "a contact becomes a user",
        *PARTNER[:4],
        SHOWN,
        not_found=made(by="hana", contact="gift"),
        invalid=made(contact="gift", id="jose"),
        not_allowed=made(by="lea", id="jose"),
        conflict=made(id="jose"),
        done=made(),
    ),
    ladder(
        "an account becomes a partner",
        PRM,
        ACCOUNT,
        not_found=c.EnablePartnerAccount(by="lea", account="acme"),
        invalid=c.EnablePartnerAccount(by="vera", account="gift"),
        not_allowed=c.EnablePartnerAccount(by="vera", account="acme"),
        done=c.EnablePartnerAccount(by="jose", account="acme"),
    ),
    ladder(
        "partners begin",
        not_allowed=c.EnablePartnerManagement(by="hana"),
        done=c.EnablePartnerManagement(by="grace"),
    ),
    ladder(
        "an account is a partner no more",
        *PARTNER,
        not_found=c.DisablePartnerAccount(by="lea", account="acme"),
        not_allowed=c.DisablePartnerAccount(by="vera", account="acme"),
        done=c.DisablePartnerAccount(by="jose", account="acme"),
    ),
)
