"""What is sent by mail: notices, one by one, and digests of what a person follows and of their groups.

Rule 1: everything is mailed once: a post that was mailed by itself stands in no digest, and a group's posts come as
the member chose for the group (every post, daily, weekly, never), never with the person's own digest.
Rule 2: a digest holds what stands in the reader's *following* feed at the moment of asking, less what is their own:
so nothing that is muted, archived, deleted or out of sight.
Rule 3: it goes on where the one before ended, and is due when a calendar day (week: Monday to Sunday) of the
organisation's zone has ended since then. There is none when there is nothing to say.
Rule 4: asking changes nothing. What was taken is confirmed by `mark_sent`; until then it is due again, by the same id.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterator
from typing import Final, Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo

import attrs

from collabcore import feeds, visibility
from collabcore.errors import InvalidError
from collabcore.model import Frequency, Mark, Notice, Reason
from collabcore.notifications import EVERY_POST_LIMIT
from collabcore.view import View

__all__ = [
    "Digest",
    "DigestName",
    "GroupDigest",
    "OutboxEntry",
    "digest",
    "frequency_of",
    "named_digest",
    "outbox",
    "waiting",
]

_PREFIX: Final = "digest-"
_Place: TypeAlias = str | None


@attrs.frozen(kw_only=True)
class GroupDigest:
    """What a group's digest would hold: posts since the one before, newest first."""

    group: str
    since: dt.datetime
    items: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Digest:
    """What a person's own digest would hold: posts since the one before, newest first.

    `groups` are the digests of the groups that write to them as often.
    """

    frequency: Frequency
    since: dt.datetime
    items: tuple[str, ...] = ()
    groups: tuple[GroupDigest, ...] = ()


@attrs.frozen(kw_only=True)
class OutboxEntry:
    """One mail that is due: to whom, about which items, and why.

    `frequency` is None for what is mailed at once, `group` names the group whose digest it is, if it is one's.
    """

    id: str
    to: str
    channel: Literal["email"] = "email"
    kind: Literal["notification", "digest"]
    frequency: Frequency | None = None
    items: tuple[str, ...]
    reason: Reason | None = None
    group: str | None = None
    at: dt.datetime


@attrs.frozen(kw_only=True)
class DigestName:
    """What the id of a digest says: whose it is, of which group (None: their own), and up to which post it goes."""

    user: str
    group: str | None
    last: str
    until: dt.datetime

    @property
    def id(self) -> str:
        """The id: text that can be read back, whatever ids the organisation uses."""
        parts = [self.user, self.group, self.last, self.until.isoformat()]
        packed = json.dumps(parts, separators=(",", ":")).encode()
        return _PREFIX + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def named_digest(id: str) -> DigestName | None:
    """Return what the id of a digest says, None for anything else.

    Cost: O(1).

    >>> until = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
    >>> name = DigestName(user="sofia", group=None, last="p1", until=until)
    >>> named_digest(name.id) == name, named_digest("p1")
    (True, None)
    """
    if not id.startswith(_PREFIX):
        return None
    packed = id.removeprefix(_PREFIX)
    try:
        user, group, last, until = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
        found = DigestName(user=user, group=group, last=last, until=dt.datetime.fromisoformat(until))
    except (ValueError, TypeError, RecursionError):
        return None
    return found if found.id == id else None


# Digests


def frequency_of(view: View, group: str, user: str) -> Frequency:
    """Return how often a group writes to a member: as they chose, save where too many chose every post.

    Cost: O(1).

    Source: RULES 0.3 C10.
    """
    chosen = view.frequency(group, user)
    crowded = view.groups[group].network is not None and len(view.every_post(group)) > EVERY_POST_LIMIT
    return "daily" if chosen == "every_post" and crowded else chosen


def digest(view: View, user: str, frequency: str, now: dt.datetime) -> Digest:
    """Return what a person's digest of a frequency would hold now, empty when there is nothing to say.

    Cost: O(posts of the *following* feed since the digest before).

    Source: RULES 7.3 [REL15], READINGS 29, 77.

    Raises:
        InvalidError: There is no such frequency.
    """
    if frequency not in get_args(Frequency):
        raise InvalidError(f"there is no frequency `{frequency}`", rule="digest.frequency")
    places = [group for group in view.memberships(user) if frequency_of(view, group, user) == frequency]
    digested = frequency in ("daily", "weekly")
    found = _collected(view, user, [None, *places], now) if digested else {}
    return Digest(
        frequency=frequency,  # type: ignore[arg-type]
        since=view.mark(user, None).since,
        items=tuple(found.get(None, ())),
        groups=tuple(_of_group(view, user, group, found.get(group, [])) for group in places if digested),
    )


def _of_group(view: View, user: str, group: str, items: list[str]) -> GroupDigest:
    return GroupDigest(group=group, since=view.mark(user, group).since, items=tuple(items))


def _collected(view: View, user: str, places: list[_Place], now: dt.datetime) -> dict[_Place, list[str]]:
    """Return the posts for some digests of a person, each since the one before it, newest first."""
    starts = {place: view.mark(user, place).number for place in places}
    found: dict[_Place, list[str]] = {place: [] for place in places}
    mine = view.memberships(user)
    alone = {view.notices[notice].item for notice in view.told(user) if view.notices[notice].mailed}
    for number, post in _following(view, user, min(starts.values(), default=0), now):
        said = view.posts[post]
        place = said.to if said.to in mine else None
        late = said.at > now or said.author == user or post in alone
        if place in starts and number >= starts[place] and not late:
            found[place].append(post)
    return found


def _following(view: View, user: str, start: int, now: dt.datetime) -> Iterator[tuple[int, str]]:
    """Yield the posts of a person's *following* feed of a moment with their numbers, newest first, down to a number."""
    timeline, cursor = view.timeline("newest"), None
    while True:
        page = feeds.page(view, user, "following", after=cursor, limit=feeds.PAGE_LIMIT, at=now)
        for post in page.posts:
            number = timeline.number(post)
            if number is None or number < start:
                return
            yield number, post
        if page.cursor is None:
            return
        cursor = page.cursor


# The outbox


def outbox(view: View, now: dt.datetime) -> tuple[OutboxEntry, ...]:
    """Return the mails that are due and not confirmed: notices, oldest first, then digests, person by person.

    Cost: O(unconfirmed notices + people + what their due digests read).

    Source: READINGS 16, 29, 77.
    """
    return (*_notices(view, now), *_digests(view, now, early=False))


def waiting(view: View, now: dt.datetime) -> tuple[OutboxEntry, ...]:
    """Return what is not confirmed, digests that are not due yet among it.

    Cost: O(unconfirmed notices + people + what their digests read).
    """
    return (*_notices(view, now), *_digests(view, now, early=True))


def _is_written_to(view: View, user: str) -> bool:
    person = view.users[user]
    return person.active and person.kind != "integration" and view.settings.email


def _notices(view: View, now: dt.datetime) -> Iterator[OutboxEntry]:
    for notice in (view.notices[unsent] for unsent in view.unsent):
        if notice.at <= now and _is_written_to(view, notice.to) and visibility.can_see(view, notice.to, notice.item):
            yield _one(notice)


def _one(notice: Notice) -> OutboxEntry:
    return OutboxEntry(
        id=notice.id,
        to=notice.to,
        kind="notification",
        frequency="every_post" if notice.reason == "group_post" else None,
        items=(notice.item,),
        reason=notice.reason,
        at=notice.at,
    )


def _digests(view: View, now: dt.datetime, *, early: bool) -> Iterator[OutboxEntry]:
    zone = ZoneInfo(view.settings.zone)
    for user in view.users:
        if _is_written_to(view, user):
            chosen: dict[_Place, Frequency] = {None: view.digest_frequency(user)}
            chosen |= {group: frequency_of(view, group, user) for group in view.memberships(user)}
            due = [
                place
                for place, often in chosen.items()
                if often in ("daily", "weekly") and (early or _is_due(view.mark(user, place), often, now, zone))
            ]
            found = _collected(view, user, due, now) if due else {}
            yield from (_bundle(view, user, place, chosen[place], items) for place, items in found.items() if items)


def _is_due(mark: Mark, frequency: Frequency, now: dt.datetime, zone: ZoneInfo) -> bool:
    """Tell whether a calendar day, or week, of the zone has ended since a digest."""
    before, today = mark.at.astimezone(zone).date(), now.astimezone(zone).date()
    if frequency == "weekly":
        before, today = (day - dt.timedelta(days=day.weekday()) for day in (before, today))
    return before < today


def _bundle(view: View, user: str, group: str | None, frequency: Frequency, items: list[str]) -> OutboxEntry:
    newest = view.posts[items[0]]
    return OutboxEntry(
        id=DigestName(user=user, group=group, last=newest.id, until=newest.at).id,
        to=user,
        kind="digest",
        frequency=frequency,
        items=tuple(items),
        reason=None if group is None else "group_post",
        group=group,
        at=newest.at,
    )
