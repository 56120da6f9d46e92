"""What a person is told: one table of who is told of which event, and for which reason.

Rule 1: a row says which event, to whom, why, and about which item (`TABLE`). Of one event a person is told once, by
the first row that reaches them: the rows of an event stand in order, the most specific first.
Rule 2: nobody is told of what they did themselves, nor of what they may not see, both when it happens and whenever
they ask: what goes out of sight is withdrawn, and is there again with sight.
Rule 3: what waits for approval tells nobody; once it is published it tells whom it should have told.

A notice is worked out from an event the moment the event is folded, and is not an event itself: the same events give
the same notices on every machine. Its id is a digest of what it says, so it counts nothing and gives nothing away.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import takewhile
from typing import Any, Final, Literal

import attrs

from collabcore import events as e
from collabcore import marks, visibility
from collabcore.model import Comment, Notice, Post, Reason
from collabcore.routing import handed_on, new_owner, takers, welcomed
from collabcore.shapes import Told
from collabcore.view import View

__all__ = ["EVERY_POST_LIMIT", "TABLE", "Notification", "Row", "notifications", "told"]

EVERY_POST_LIMIT: Final = 10_000
"""The most members of a network's group who are told of every post; above, they have it daily (RULES 0.3 C10)."""


# Who is told


def _mentioned_in_post(view: View, event: e.Posted) -> Iterable[str]:
    return event.post.mentions


def _mentioned_in_comment(view: View, event: e.Commented) -> Iterable[str]:
    return event.comment.mentions


def _wall_owner(view: View, event: e.Posted) -> Iterable[str]:
    return (event.post.to,) if event.post.to in view.users and not event.post.is_tracked else ()


def _every_post_members(view: View, event: e.Posted) -> Iterable[str]:
    """Return who is written to at every post of the group; in a network, only as long as they are not too many."""
    group = view.groups.get(event.post.to)
    if group is None:
        return ()
    wanting = view.every_post(group.id)
    return () if group.network is not None and len(wanting) > EVERY_POST_LIMIT else wanting


def _author_of_original(view: View, event: e.Posted) -> Iterable[str]:
    original = view.posts.get(event.post.original or "")
    return () if original is None or original.author is None else (original.author,)


def _mentioned_in_original(view: View, event: e.Posted) -> Iterator[str]:
    """Yield whom the body of what is shared mentions, as far as they may read it; its comments tell nobody again."""
    original = view.posts.get(event.post.original or "")
    mentions = () if original is None else original.mentions
    return (thing for thing in mentions if visibility.can_see(view, thing, event.post.original or ""))


def _author_of_post(view: View, event: e.Commented) -> Iterable[str]:
    author = view.posts[event.comment.post].author
    return () if author is None else (author,)


def _author_above(view: View, event: e.Commented) -> Iterable[str]:
    """Return whose comment is answered directly."""
    above = event.comment.reply_to
    return () if above is None else (view.comments[above].author,)


def _owner_of_the_posts_wall(view: View, event: e.Commented) -> Iterable[str]:
    return (view.posts[event.comment.post].to,)


def _earlier_commenters(view: View, event: e.Commented) -> Iterator[str]:
    earlier = takewhile(lambda comment: comment != event.comment.id, view.comments_on(event.comment.post))
    return (view.comments[comment].author for comment in earlier)


def _likers_of_post(view: View, event: e.Commented) -> Iterable[str]:
    return view.likes(event.comment.post)


def _author_of_item(view: View, event: e.Liked) -> Iterable[str]:
    author = _written(view, event.item).author
    return () if author is None else (author,)


def _written(view: View, item: str) -> Post | Comment:
    return view.posts[item] if item in view.posts else view.comments[item]


def _followed_person(view: View, event: e.Followed) -> Iterable[str]:
    """Return the person somebody follows on their own account; being made to follow is nobody's interest."""
    return (event.target,) if event.target in view.users and event.by == event.user else ()


def _members(view: View, event: e.Announced) -> Iterable[str]:
    return view.members(event.announcement.group)


def _who_run_it(view: View, event: e.MembershipRequested) -> Iterator[str]:
    return (user for user, role in view.members(event.group).items() if role != "member")


def _who_asked(view: View, event: e.RequestAnswered) -> Iterable[str]:
    return () if event.answer == "withdrawn" else (event.user,)


def _who_is_invited(view: View, event: e.MemberInvited) -> Iterable[str]:
    return (event.user,)


def _who_earned(view: View, event: e.PointsAwarded) -> Iterable[str]:
    """Return who gained points with something, where the rule says so; what is spent or taken back tells nobody."""
    entry = event.entry
    return (entry.user,) if entry.alert and entry.record is not None and entry.points > 0 else ()


def _who_was_thanked(view: View, event: e.Thanked) -> Iterable[str]:
    return event.thanks.users


def _who_got_a_badge(view: View, event: e.BadgeGranted) -> Iterable[str]:
    """Return who earned a badge just now; one that came with thanks, or late, tells nobody by itself."""
    return (event.user,) if event.alert else ()


def _themselves(view: View, event: Any) -> Iterable[str]:
    return (event.user,)


# By whom


def _actor(event: e.Event) -> str | None:
    return event.by or None


def _author(event: Any) -> str | None:
    found: str | None = (event.post if isinstance(event, e.Posted) else event.comment).author
    return found


def _user(event: Any) -> str:
    found: str = event.user
    return found


def _nobody(event: e.Event) -> None:
    """Name nobody: news of the system's own, told to whoever caused it too."""


# The table


@attrs.frozen(kw_only=True)
class Row:
    """One row of the table: what happened, who is told, why, about which item, by whom, and whence the rule.

    `once`: per item (however it comes about again), per actor and item (like, unlike, like: one notice), or per event.
    """

    event: type[e.Event]
    reason: Reason
    to: Callable[[View, Any], Iterable[str]]
    item: Callable[[Any], str]
    by: Callable[[Any], str | None] = _actor
    once: Literal["item", "actor", "event"] = "item"
    source: str


def _posted(reason: Reason, to: Callable[[View, e.Posted], Iterable[str]], source: str) -> Row:
    return Row(event=e.Posted, reason=reason, to=to, item=lambda it: it.post.id, by=_author, source=source)


def _commented(reason: Reason, to: Callable[[View, e.Commented], Iterable[str]], source: str) -> Row:
    return Row(event=e.Commented, reason=reason, to=to, item=lambda it: it.comment.id, by=_author, source=source)


def _done(event: type[e.Event], reason: Reason, to: Any, source: str) -> Row:
    return Row(event=event, reason=reason, to=to, item=lambda it: it.item, by=_user, once="actor", source=source)


def _of_group(event: type[e.Event], reason: Reason, to: Any, by: Any, source: str) -> Row:
    return Row(event=event, reason=reason, to=to, item=lambda it: it.group, by=by, once="event", source=source)


def _of_person(event: type[e.Event], reason: Reason, to: Any, item: Callable[[Any], str], source: str) -> Row:
    return Row(event=event, reason=reason, to=to, item=item, by=_nobody, once="event", source=source)


TABLE: Final[tuple[Row, ...]] = (
    _posted("mention", _mentioned_in_post, "RULES 7.1 [OR:User]"),
    _posted("mention", _mentioned_in_original, "RULES 1.4, G33 [SEED1]"),
    _posted("share", _author_of_original, "RULES 7.1 [OR:User]"),
    _posted("wall_post", _wall_owner, "RULES 7.1 [OR:User]"),
    _posted("group_post", _every_post_members, "RULES 2.6, READINGS 77 [OR:CollaborationGroupMember]"),
    Row(event=e.Edited, reason="mention", to=lambda _, it: it.added, item=lambda it: it.id, source="READINGS 55"),
    _commented("mention", _mentioned_in_comment, "RULES 7.1 [OR:User]"),
    _commented("comment_on_mine", _author_of_post, "RULES 7.1 [OR:User]"),
    _commented("comment_on_mine", _author_above, "RULES 7.4"),
    _commented("comment_on_my_wall", _owner_of_the_posts_wall, "RULES 7.1 [OR:User]"),
    _commented("comment_after_mine", _earlier_commenters, "RULES 7.1 [OR:User]"),
    _commented("comment_on_liked", _likers_of_post, "RULES 7.1 [OR:User]"),
    _commented("comment_on_bookmarked", marks.keepers, "RULES 7.1 [OR:User]"),
    _done(e.ItemFlagged, "flag", marks.overseers, "RULES 4.2, 7.1 [OR:NetworkModeration]"),
    _done(e.Liked, "like", _author_of_item, "RULES 7.1 [OR:User], C14"),
    Row(
        event=e.BestAnswerChosen,
        reason="best_answer",
        to=lambda view, it: (view.comments[it.comment].author,),
        item=lambda it: it.comment,
        once="actor",
        source="RULES 4.3, 7.1 [OR:NetworkMember]",
    ),
    Row(
        event=e.Followed,
        reason="follow",
        to=_followed_person,
        item=_user,
        by=_user,
        once="actor",
        source="RULES 7.1 [OR:User]",
    ),
    Row(
        event=e.Announced,
        reason="announcement",
        to=_members,
        item=lambda it: it.announcement.post,
        source="RULES 2.6 [OR:Announcement]",
    ),
    _of_group(
        e.MembershipRequested,
        "membership_request",
        _who_run_it,
        _user,
        "RULES 2.3 [OR:CollaborationGroupMemberRequest]",
    ),
    _of_group(
        e.RequestAnswered, "membership_answer", _who_asked, _actor, "RULES 2.3 [OR:CollaborationGroupMemberRequest]"
    ),
    _of_group(e.MemberInvited, "invitation", _who_is_invited, _actor, "RULES 2.3 [OR:CollaborationInvitation]"),
    Row(event=e.OwnerChanged, reason="lead_assigned", to=new_owner, item=handed_on, once="event", source="RULES 9"),
    Row(event=e.RecordAdded, reason="lead_assigned", to=takers, item=lambda it: it.record.id, source="RULES 9, 8.2"),
    Row(event=e.PartnerWelcomed, reason="welcome", to=welcomed, item=_user, by=_nobody, source="RULES 9 [SEED3]"),
    Row(
        event=e.PointsAwarded,
        reason="points",
        to=_who_earned,
        item=lambda it: it.entry.record,
        by=_nobody,
        once="event",
        source="SCORING 2.2 (9), READINGS 16",
    ),
    Row(
        event=e.Thanked,
        reason="thanks",
        to=_who_was_thanked,
        item=lambda it: it.thanks.id,
        source="RULES 10 [OR:WorkThanks]",
    ),
    _of_person(e.BadgeGranted, "badge", _who_got_a_badge, lambda it: it.grant.badge, "SCORING 2.4, P20"),
    _of_person(e.LevelReached, "level", _themselves, _user, "SCORING 2.4"),
    Row(
        event=e.Endorsed,
        reason="endorsement",
        to=_themselves,
        item=_user,
        once="event",
        source="RULES 10 [OR:ProfileSkillEndorsement]",
    ),
)
"""Who is told of what. INVARIANT: the rows of one event stand in order, the most specific reason first."""


def _by_event() -> Mapping[type[e.Event], tuple[Row, ...]]:
    return {kind: tuple(row for row in TABLE if row.event is kind) for kind in {row.event: None for row in TABLE}}


_ROWS: Final = _by_event()
_SPECIFIC: Final = {reason: place for place, reason in enumerate(("thanks", "mention", "announcement"))}
"""Reasons that two events of one command may give for one item, the more specific first; the rest come after."""


# Telling


def told(view: View, event: e.Event) -> Iterable[Notice]:
    """Return the notices that an event gives rise to, in a view that has folded it; what is only loaded tells nobody.

    Cost: O(whom it may concern).

    Source: RULES 7.1, 7.4, READINGS 60.
    """
    if view.importing in ("silent", "score"):
        return ()
    rows = _ROWS.get(type(event))
    if rows is not None:
        return list(_notices(view, event, rows))
    match event:
        case e.ItemReviewed(id=item, status="published"):
            return _once_published(view, item, event.at)
        case e.AudienceSet(id=post, audience="all"):
            again = (post, *view.comments_on(post))
            return [notice for item in again for notice in _once_published(view, item, event.at)]
        case _:
            return ()


def _once_published(view: View, item: str, at: dt.datetime) -> Iterable[Notice]:
    """Return whom an item would tell, were it written now: those told before are told no second time."""
    found = _written(view, item)
    by = found.author or ""
    event = e.Posted(by=by, at=at, post=found) if isinstance(found, Post) else e.Commented(by=by, at=at, comment=found)
    return told(view, event)


def _notices(view: View, event: e.Event, rows: Iterable[Row]) -> Iterator[Notice]:
    seen: set[str] = set()
    for row in rows:
        for user in row.to(view, event):
            if user not in seen:
                seen.add(user)
                if (notice := _notice(view, event, row, user)) is not None:
                    yield notice


def _notice(view: View, event: e.Event, row: Row, user: str) -> Notice | None:
    """Return what a row tells a user, if it is to be told, and is more than was told before."""
    item, by = row.item(event), row.by(event)
    if user == by or user not in view.users or _is_held_back(view, item) or not visibility.can_see(view, user, item):
        return None
    if row.reason != "mention" and marks.is_muted(view, user, item):
        return None
    entry = event.entry if isinstance(event, e.PointsAwarded) else None
    notice = Notice(
        id=_name(row, item, by, user, event),
        to=user,
        reason=row.reason,
        item=item,
        by=by,
        at=event.at,
        mailed=_is_mailed(view, row.reason, item, user),
        points=None if entry is None else entry.points,
    )
    before = view.notices.get(notice.id)
    return notice if before is None or _rank(notice) < _rank(before) else None


def _is_mailed(view: View, reason: Reason, item: str, user: str) -> bool:
    """Tell whether something told goes by mail too: unless mail is off, or the group never writes (READINGS 16)."""
    quiet = reason == "announcement" and view.frequency(view.posts[item].to, user) == "never"
    return view.settings.email and not quiet


def _rank(notice: Notice) -> int:
    return _SPECIFIC.get(notice.reason, len(_SPECIFIC))


def _is_held_back(view: View, item: str) -> bool:
    found = view.posts.get(item) or view.comments.get(item)
    return found is not None and found.status != "published"


def _name(row: Row, item: str, by: str | None, to: str, event: e.Event) -> str:
    """Return a notice's id: a digest of what makes it one, and not two."""
    parts: list[object] = [to, item]
    if row.once != "item":
        parts += [row.reason, by]
    if row.once == "event":
        parts += [event.at.isoformat(), event.entry.id if isinstance(event, e.PointsAwarded) else None]
    return f"notice-{hashlib.blake2s(json.dumps(parts).encode(), digest_size=10).hexdigest()}"


# Asking


@attrs.frozen(kw_only=True, repr=False)
class Notification(Told):
    """One thing a person is told: why, about which item, by whom (None: nobody they may know), and whether read.

    `points` is what was earned, where points are told of.
    """

    id: str
    reason: Reason
    item: str
    by: str | None = None
    at: dt.datetime
    read: bool = False
    points: int | None = None


def notifications(view: View, user: str) -> tuple[Notification, ...]:
    """Return what a person is told of and may still see, newest first.

    Cost: O(what they were told).

    Source: RULES 7.4, READINGS 16.
    """
    read = view.read(user)
    notices = (view.notices[notice] for notice in reversed(view.told(user)))
    return tuple(_shown(view, notice, read) for notice in notices if visibility.can_see(view, user, notice.item))


def _shown(view: View, notice: Notice, read: AbstractSet[str]) -> Notification:
    return Notification(
        id=notice.id,
        reason=notice.reason,
        item=notice.item,
        by=notice.by if _may_name(view, notice) else None,
        at=notice.at,
        read=notice.id in read or _is_settled(view, notice),
        points=notice.points,
    )


def _may_name(view: View, notice: Notice) -> bool:
    """Tell whether the recipient may know who did it: from elsewhere, as the author of what they read, or as asker."""
    if notice.by is None or visibility.can_see(view, notice.to, notice.by):
        return True
    if notice.reason == "membership_request":
        return view.members(notice.item).get(notice.to, "member") != "member"
    return getattr(view.thing(notice.item), "author", None) == notice.by


def _is_settled(view: View, notice: Notice) -> bool:
    """Tell whether nothing is left to do: a request that waits no more is read for all who were asked (CASES H23)."""
    return notice.reason == "membership_request" and notice.by not in view.requests(notice.item)
