"""What becomes of what people are told: they read it, the host sends it, and they choose how often mail comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from collabcore import commands as c
from collabcore import digests, notifications
from collabcore import events as e
from collabcore.decide.asking import Ask, handles
from collabcore.errors import not_found
from collabcore.model import User

__all__: list[str] = []


@handles(c.MarkRead)
def mark_read(ask: Ask, command: c.MarkRead) -> Iterator[e.Event]:
    """Mark as read what one is told of and may see; everybody marks their own alone (CASES H33)."""
    mine = {} if ask.actor is None else {one.id: one for one in notifications.notifications(ask.view, ask.actor.id)}
    for wanted in command.notifications or ():
        if ask.actor is not None and wanted not in mine:
            raise not_found(wanted)
    user = ask.person("read notifications")
    asked = mine if command.notifications is None else dict.fromkeys(command.notifications)
    unread = tuple(one for one in asked if not mine[one].read)
    if unread:
        yield ask.event(e.NotificationsRead, user=user.id, notifications=unread)


@handles(c.MarkSent)
def mark_sent(ask: Ask, command: c.MarkSent) -> Iterator[e.Event]:
    """Confirm what was sent, whether it is still due or not; what was confirmed before stays so (READINGS 16)."""
    ask.may(ask.actor is None, "only the host confirms what was sent", "outbox.host_only")
    sent = _resolved(ask, command.items)
    unsent = tuple(notice for notice in sent if notice in ask.view.unsent)
    if unsent:
        yield ask.event(e.NotificationsMailed, notifications=unsent)
    for name in filter(None, map(digests.named_digest, sent)):
        if _is_news(ask, name):
            fields = {"user": name.user, "group": name.group, "last": name.last, "until": name.until}
            yield ask.event(e.DigestMailed, **fields)


def _resolved(ask: Ask, items: tuple[str, ...]) -> Iterable[str]:
    """Return the ids of the entries that some ids name: themselves, or all that wait with nothing but these items."""
    entries = dict.fromkeys(item for item in items if _is_entry(ask, item))
    things = [item for item in items if item not in entries]
    for thing in things:
        if not ask.view.was_used(thing):
            raise not_found(thing)
    found = digests.waiting(ask.view, ask.at) if things else ()
    return entries | {entry.id: None for entry in found if set(things).issuperset(entry.items)}


def _is_entry(ask: Ask, item: str) -> bool:
    name = digests.named_digest(item)
    if name is None:
        return item in ask.view.notices
    return name.user in ask.view.users and ask.view.timeline("newest").number(name.last) is not None


def _is_news(ask: Ask, name: digests.DigestName) -> bool:
    """Tell whether a digest goes further than the one before; there is none of a group one has left."""
    number = ask.view.timeline("newest").number(name.last)
    inside = name.group is None or name.group in ask.view.memberships(name.user)
    return inside and number is not None and ask.view.mark(name.user, name.group).number <= number


def _whose(ask: Ask, user: str | None) -> User:
    """Return for whom a frequency is chosen: oneself, unless another is named."""
    return ask.person("be written to") if user is None else ask.user(user)


def _may_choose_for(ask: Ask, user: User) -> None:
    """Refuse to choose for somebody else without the right to all data (RULES 2.6, G49)."""
    if user.id != ask.by:
        ask.needs("modify_all_data")


@handles(c.SetGroupFrequency)
def set_group_frequency(ask: Ask, command: c.SetGroupFrequency) -> Iterator[e.Event]:
    """Choose how often a group writes to a member; its owner chooses for nobody else (RULES 2.6)."""
    group, user = ask.group(command.group), _whose(ask, command.user)
    _may_choose_for(ask, user)
    inside = user.id in ask.view.members(group.id)
    ask.possible(inside, f"`{user.id}` is not in `{group.id}`", "group.not_a_member")
    if ask.view.frequency(group.id, user.id) != command.frequency:
        ask.active(user)
        yield ask.event(e.GroupFrequencySet, group=group.id, user=user.id, frequency=command.frequency)


@handles(c.SetDigestFrequency)
def set_digest_frequency(ask: Ask, command: c.SetDigestFrequency) -> Iterator[e.Event]:
    """Choose how often one's own digest comes; until then it is as the settings say (RULES 7.3)."""
    user = _whose(ask, command.user)
    _may_choose_for(ask, user)
    if ask.view.digest_frequency(user.id) != command.frequency:
        ask.active(user)
        yield ask.event(e.DigestFrequencySet, user=user.id, frequency=command.frequency)
