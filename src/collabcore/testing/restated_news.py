"""Who is told of what, once more, said plainly: the independent judge of notices and digests.

Written from the documents alone, the other way round: not *whom does this event concern?* but, for every person there
is, *does this concern me, and why?* It imports none of the rooms it judges, and sees with the restatement's eyes.
*R* is RULES, *rd* is READINGS, *G* and *H* are worked cases.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from collabcore import events as ev
from collabcore.model import Comment, Post, Reason
from collabcore.testing.restated_access import at_work, is_in
from collabcore.testing.restated_feeds import feed, told
from collabcore.testing.restatement import may_see
from collabcore.view import View

__all__ = ["Ear", "Heard", "why"]

Heard = tuple[str, Reason, str, str | None, dt.datetime]
"""Who was told, why, of which item, by whom, and when."""


def why(view: View, user: str, item: Post | Comment) -> Reason | None:
    """Return why a post or comment, written now, concerns a person; None if it does not.

    Cost: O(facts).
    """
    if item.status != "published" or user == item.author or not may_see(view, user, item.id):
        return None  # nothing until it is published, nothing of one's own, nothing out of sight (R 7.4)
    if user in item.mentions:
        return "mention"  # the most specific of all, muted or not (R 7.4)
    if _is_muted(view, user, item.id):
        return None  # muted: all but a direct mention is silent (R 7.4)
    return _why_comment(view, user, item) if isinstance(item, Comment) else _why_post(view, user, item)


def _why_post(view: View, user: str, post: Post) -> Reason | None:
    original = view.posts.get(post.original or "")
    if original is not None and user in original.mentions and may_see(view, user, original.id):
        return "mention"  # what is shared mentions again, in its body alone (R 1.4, G33, G34)
    if original is not None and user == original.author:
        return "share"
    if post.to == user and not post.changes:
        return "wall_post"
    if user in view.members(post.to) and view.frequency(post.to, user) == "every_post":
        return "group_post"  # only for who wants every post (rd 77)
    return None


def _why_comment(view: View, user: str, comment: Comment) -> Reason | None:
    post = view.posts[comment.post]
    earlier = list(view.comments_on(post.id))
    answered = view.comments.get(comment.reply_to or "")
    if user == post.author or (answered is not None and user == answered.author):
        return "comment_on_mine"  # a direct answer is as close as that (R 7.4)
    if user == post.to:
        return "comment_on_my_wall"
    if any(view.comments[one].author == user for one in earlier[: earlier.index(comment.id)]):
        return "comment_after_mine"  # whoever was only mentioned hears no more (G41)
    if user in view.likes(post.id):
        return "comment_on_liked"
    return "comment_on_bookmarked" if post.id in view.bookmarks(user) else None


class Ear:
    """What everybody was told, event by event; `take` each event with the world after it."""

    def __init__(self) -> None:
        """Start with nothing heard."""
        self.heard: dict[tuple[object, ...], Heard] = {}  # by what makes a notice one
        self.mailed: set[tuple[str, str]] = set()  # (user, item)
        self.past: dict[tuple[str, str | None], set[str]] = {}  # (user, group or none): posts digests are past
        self._wants: set[tuple[str, str | None]] = set()
        self._events: list[ev.Event] = []
        self._made: list[str] = []  # every post there ever was, oldest first

    def take(self, view: View, event: ev.Event) -> None:
        """Hear of one event.

        Cost: O(people x facts).
        """
        self._events.append(event)
        if isinstance(event, ev.Posted):
            self._made.append(event.post.id)
        for user in view.users:
            for item in _out_now(view, event):
                self._hear(view, (user, item.id), (user, why(view, user, item), item.id, item.author, event.at))
            self._hear(view, *_deed(view, user, event))
        self._digest(view, event)

    def _hear(
        self,
        view: View,
        one: tuple[object, ...],
        told: tuple[str, Reason | None, str, str | None, dt.datetime],
    ) -> None:
        user, reason, item, by, at = told
        if reason is None or user == by or not may_see(view, user, item):
            return  # never to who did it, never to who cannot see it (R 7.4)
        if reason != "mention" and _is_muted(view, user, item):
            return  # all but a direct mention is silent (R 7.4)
        before = self.heard.get(one)
        if before is None or _strength(reason) < _strength(before[1]):
            self.heard[one] = (user, reason, item, by, at)  # one notice, the more specific reason (R 7.4)
            quiet = reason == "announcement" and view.frequency(view.posts[item].to, user) == "never"
            if view.settings.email and not quiet:
                self.mailed.add((user, item))

    # Digests

    def _digest(self, view: View, event: ev.Event) -> None:
        if isinstance(event, ev.DigestMailed) and (event.user, event.group) in self.past:
            self.past[event.user, event.group] |= set(self._made[: self._made.index(event.last) + 1])
        pairs = {(user, place) for user in view.users for place in (None, *view.memberships(user))}
        wants = {(user, place) for user, place in pairs if _wants_mail(view, user, place)}
        new = (wants - self._wants) | (pairs - self.past.keys())  # they begin when somebody comes, or comes back
        self.past = {pair: set(view.posts) if pair in new else self.past[pair] for pair in pairs}
        self._wants = wants

    def digest(self, view: View, user: str, place: str | None) -> tuple[str, ...]:
        """Return what somebody's digest would hold, their own or a group's, newest first.

        Cost: O(posts x facts).
        """
        found = []
        for post in (view.posts[post] for post in feed(view, user, "following", history=told(self._events))):
            inside = post.to if post.to in view.memberships(user) else None  # a group's come as the group writes
            new = post.id not in self.past[user, place] and (user, post.id) not in self.mailed
            if inside == place and post.author != user and new:
                found.append(post.id)
        return tuple(found)


def _strength(reason: Reason) -> int:
    """Return the place of a reason among those that may meet on one post: thanked for, mentioned in, announced."""
    return {"thanks": 0, "mention": 1, "announcement": 2}.get(reason, 3)


def _wants_mail(view: View, user: str, place: str | None) -> bool:
    often = view.digest_frequency(user) if place is None else view.frequency(place, user)
    return view.settings.email and at_work(view, user) and often != "never"


def _out_now(view: View, event: ev.Event) -> Iterable[Post | Comment]:
    """Return what was written, or may be read by more people than before (R 7.4, case R10)."""
    match event:
        case ev.Posted(post=post):
            return (post,)
        case ev.Commented(comment=comment):
            return (comment,)
        case ev.ItemReviewed(id=item, status="published"):
            return (view.posts[item] if item in view.posts else view.comments[item],)
        case ev.AudienceSet(id=item, audience="all"):
            return (view.posts[item], *(view.comments[comment] for comment in view.comments_on(item)))
        case _:
            return ()


_Told = tuple[str, Reason | None, str, str | None, dt.datetime]


def _is_muted(view: View, user: str, item: str) -> bool:
    return (view.comments[item].post if item in view.comments else item) in view.muted(user)


def _looks_after(view: View, user: str, item: Post | Comment) -> bool:
    """Tell whether a report of an item is this person's business: moderators, who runs the group (R 4.2)."""
    post = view.posts[item.post] if isinstance(item, Comment) else item
    if not at_work(view, user) or item.status != "published":
        return False
    if view.members(post.to).get(user) in ("owner", "manager"):
        return True
    unlisted = post.to in view.groups and view.groups[post.to].access == "unlisted"
    needed = {"moderate", "manage_unlisted_groups"} if unlisted else {"moderate"}  # (R 4.3)
    return needed <= set(view.users[user].permissions)


def _deed(view: View, user: str, event: ev.Event) -> tuple[tuple[object, ...], _Told]:  # noqa: C901 - one case an event
    """Return what makes it one notice, and what a person hears of something done: why, about what, by whom."""
    by, at = event.by or None, event.at
    match event:
        case ev.Liked(user=liker, item=item):
            liked = view.posts[item] if item in view.posts else view.comments[item]
            mine = liked.author == user and liked.status == "published"
            return (user, "like", item, liker), (user, "like" if mine else None, item, liker, at)  # once a liker (H10)
        case ev.Edited(id=item, added=added):
            edited = view.posts[item] if item in view.posts else view.comments[item]
            new = user in added and edited.status == "published"
            return (user, item), (user, "mention" if new else None, item, by, at)  # once, by the editor (rd 55)
        case ev.BestAnswerChosen(comment=comment):
            best = view.comments[comment].author == user
            return (user, "best", comment, by), (user, "best_answer" if best else None, comment, by, at)
        case ev.ItemFlagged(user=flagger, item=item):
            told = _looks_after(view, user, view.posts.get(item) or view.comments[item])
            return (user, "flag", item, flagger), (user, "flag" if told else None, item, flagger, at)
        case ev.Followed(user=follower, target=target):
            told = target == user and by == follower  # somebody who does so of their own accord
            return (user, "follow", follower), (user, "follow" if told else None, follower, follower, at)
        case ev.Announced(announcement=said):
            inside = user in view.members(said.group) and view.posts[said.post].status == "published"
            return (user, said.post), (user, "announcement" if inside else None, said.post, by, at)
        case ev.MembershipRequested(group=group, user=asker):
            runs = view.members(group).get(user) in ("owner", "manager")
            return (user, "asks", group, asker, at), (user, "membership_request" if runs else None, group, asker, at)
        case ev.RequestAnswered(group=group, user=asker, answer=answer):
            answered = asker == user and answer != "withdrawn"
            return (user, "answer", group, by, at), (user, "membership_answer" if answered else None, group, by, at)
        case ev.MemberInvited(group=group, user=guest):
            return (user, "in", group, by, at), (user, "invitation" if guest == user else None, group, by, at)
        case ev.PointsAwarded(entry=entry):
            paid = entry.user == user and entry.alert and entry.points > 0 and entry.record is not None
            return (user, "points", entry.id), (user, "points" if paid else None, entry.record or "", None, at)
        case _:
            return _recognition(view, user, event)


def _recognition(view: View, user: str, event: ev.Event) -> tuple[tuple[object, ...], _Told]:
    by, at = event.by or None, event.at
    match event:
        case ev.Thanked(thanks=thanks):
            thanked = user in thanks.users
            return (user, thanks.id), (user, "thanks" if thanked else None, thanks.id, by, at)
        case ev.BadgeGranted(grant=grant):
            earned = event.user == user and event.alert  # with thanks, or late, it is no news by itself (S 2.4)
            return (user, "badge", grant.badge, at), (user, "badge" if earned else None, grant.badge, None, at)
        case ev.LevelReached(user=climber):
            return (user, "level", at), (user, "level" if climber == user else None, user, None, at)
        case ev.Endorsed(user=endorsed):
            return (user, "skill", by, at), (user, "endorsement" if endorsed == user else None, user, by, at)
        case _:
            return _channel(view, user, event)


def _channel(view: View, user: str, event: ev.Event) -> tuple[tuple[object, ...], _Told]:
    by, at = event.by or None, event.at
    match event:
        case ev.PartnerWelcomed(user=partner):
            return (user, "welcome"), (user, "welcome" if partner == user else None, user, None, at)
        case ev.OwnerChanged(record=record, owner=owner, notify=notify):
            wished = (notify and owner == user) or _takes_from(view, user, owner)
            return (user, "lead", record, at), (user, "lead_assigned" if wished else None, record, by, at)
        case ev.RecordAdded(record=made):
            waits = _takes_from(view, user, made.owner)
            return (user, "lead", made.id, at), (user, "lead_assigned" if waits else None, made.id, by, at)
        case _:
            return (), (user, None, "", None, at)


def _takes_from(view: View, user: str, queue: str) -> bool:
    """Tell whether somebody is written to of what comes into a queue (R 9)."""
    return queue in view.queues and view.queues[queue].notify and is_in(view, user, queue)
