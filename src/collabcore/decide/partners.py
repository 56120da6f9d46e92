"""Partners: the accounts that are, and the contacts who become users.

Allowing partners takes `modify_all_data`, making an account one takes all access to it, making somebody a user takes
`manage_users`. A partner is managed by whoever owns the account: somebody inside who has a role (RULES 9).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from collabcore import commands as c
from collabcore import events as e
from collabcore.decide.asking import Ask, handles
from collabcore.decide.people import plain_id
from collabcore.decide.presence import deactivated, may_manage_channel, welcomes
from collabcore.model import Level, Record, User
from collabcore.shapes import frozen_mapping

__all__: list[str] = []


@handles(c.EnablePartnerManagement)
def enable_partner_management(ask: Ask, command: c.EnablePartnerManagement) -> Iterator[e.Event]:
    """Allow partners, for good (RULES 9) `[SEED3]`."""
    ask.needs("modify_all_data")
    if not ask.view.partner_management:
        yield ask.event(e.PartnerManagementEnabled)


def _account(ask: Ask, name: str) -> Record:
    account = ask.record(name)
    ask.sensible(account.type == "account", f"`{account.id}` is a `{account.type}`, no account", "partner.account")
    ask.reaches(account, Level.ALL)
    return account


@handles(c.EnablePartnerAccount)
def enable_partner_account(ask: Ask, command: c.EnablePartnerAccount) -> Iterator[e.Event]:
    """Make an account a partner (RULES 9) `[OR:Account]`."""
    account = _account(ask, command.account)
    ask.possible(ask.view.partner_management, "partners are not allowed here yet", "partner.not_allowed_here")
    may_manage_channel(ask, account, ask.view.users.get(account.owner))
    if not account.partner:
        yield ask.event(e.PartnerAccountEnabled, account=account.id)


@handles(c.DisablePartnerAccount)
def disable_partner_account(ask: Ask, command: c.DisablePartnerAccount) -> Iterator[e.Event]:
    """Make an account a partner no more; its people are deactivated (RULES 9) `[DICT-P]`."""
    account = _account(ask, command.account)
    if account.partner:
        yield ask.event(e.PartnerAccountDisabled, account=account.id)
        mine = [user for user in ask.view.users.values() if user.kind == "partner" and user.account == account.id]
        yield from deactivated(ask, mine)


@handles(c.EnablePartnerUser)
def enable_partner_user(ask: Ask, command: c.EnablePartnerUser) -> Iterator[e.Event]:
    """Make a contact of a partner a user (RULES 9) `[SEED3]`; asked again with the same id, change what they are."""
    contact = ask.record(command.contact)
    plain_id(ask, command.id)
    ask.sensible(contact.type == "contact", f"`{contact.id}` is a `{contact.type}`, no contact", "partner.contact")
    ask.needs("manage_users")
    account = ask.view.records.get(contact.parent or "")
    is_partner = account is not None and account.type == "account" and account.partner
    ask.possible(is_partner, f"`{contact.id}` is a contact of no partner", "partner.account_not_enabled")
    known = next((user for user in ask.view.users.values() if user.contact == contact.id), None)
    if known is None:
        yield from _enabled(ask, command, contact)
    else:
        yield from _changed(ask, command, known)


def _enabled(ask: Ask, command: c.EnablePartnerUser, contact: Record) -> Iterator[e.Event]:
    user = User(
        id=ask.new_id(command.id),
        name=_name(contact) if command.name is None else command.name,
        kind="partner",
        profile=command.profile,
        account=contact.parent,
        added_at=ask.at,
        contact=contact.id,
        level=command.level,
        super_user=command.super_user,
    )
    yield ask.event(e.UserAdded, user=user)
    yield from welcomes(ask, (user,))


def _name(contact: Record) -> str:
    """Return a contact's name, from the fields that a name is usually kept in."""
    fields = {name.lower().replace("_", ""): str(value) for name, value in contact.fields.items()}
    parts = [fields[name] for name in ("firstname", "lastname") if name in fields]
    return " ".join(parts) or fields.get("name", "")


def _changed(ask: Ask, command: c.EnablePartnerUser, user: User) -> Iterator[e.Event]:
    taken = command.id is None or command.id == user.id
    ask.possible(taken, f"`{command.contact}` is a user already", "partner.contact_taken")
    wanted: Mapping[str, object] = {
        "profile": command.profile,
        "level": command.level,
        "super_user": command.super_user,
        **({} if command.name is None else {"name": command.name}),
    }
    changes = {name: value for name, value in wanted.items() if getattr(user, name) != value}
    if changes:
        yield ask.event(e.UserUpdated, id=user.id, changes=frozen_mapping(changes))
        yield from welcomes(ask, (attrs.evolve(user, **changes),))  # type: ignore[arg-type]
