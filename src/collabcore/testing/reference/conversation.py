"""Follows, posts, comments, likes, pins and announcements, told by their events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import attrs

from collabcore import events as ev
from collabcore import model
from collabcore.testing.reference.base import Facts
from collabcore.testing.reference.parts import first, second
from collabcore.visibility import likeness

__all__ = ["ConversationTwin"]


class ConversationTwin(Facts):
    """Follows, posts, comments, likes, pins and announcements, told by their events."""

    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[str, model.Post] = {}
        self.comments: dict[str, model.Comment] = {}
        self._follows: dict[tuple[str, str], None] = {}  # (user, target)
        self._likes: dict[tuple[str, str], None] = {}  # (item, user)
        self._announced: dict[str, model.Announcement] = {}  # group: what it announces
        self._ballots: dict[tuple[str, str], str] = {}  # (post, user): the text of the choice
        self._said: list[tuple[str, model.Revision]] = []  # what items said before they were edited
        self._talk: dict[str, dt.datetime] = {}  # group: when somebody last said something there
        self._pins: dict[tuple[str, str], None] = {}  # (place, post)

    def _apply_talk(self, event: ev.Event) -> None:
        match event:
            case ev.Posted(post=post, at=at):
                self._add(self.posts, post)
                self._talk[post.to] = at
            case ev.Commented(comment=comment, at=at):
                self._add(self.comments, comment)
                self._talk[self.posts[comment.post].to] = at
            case ev.Liked(user=user, item=item):
                self._likes[item, user] = None
            case ev.Unliked(user=user, item=item):
                self._likes.pop((item, user), None)
            case _:
                pass

    def _apply_changes(self, event: ev.Event) -> None:
        match event:
            case ev.Edited(id=item, text=text, mentions=mentions, by=by, at=at):
                things: dict[str, Any] = self.posts if item in self.posts else self.comments
                self._said.append((item, model.Revision(text=things[item].text, by=by, at=at)))
                things[item] = attrs.evolve(things[item], text=text, mentions=mentions)
            case ev.Voted(user=user, post=post, choice=choice):
                self._ballots[post, user] = choice
            case ev.BestAnswerChosen(post=post, comment=comment):
                self.posts[post] = attrs.evolve(self.posts[post], best_answer=comment)
            case ev.BestAnswerCleared(post=post):
                self.posts[post] = attrs.evolve(self.posts[post], best_answer=None)
            case ev.PostClosed(id=post):
                self.posts[post] = attrs.evolve(self.posts[post], closed=True)
            case ev.PostReopened(id=post):
                self.posts[post] = attrs.evolve(self.posts[post], closed=False)
            case _:
                pass

    def _apply_standing(self, event: ev.Event) -> None:
        match event:
            case ev.ItemReviewed(id=item, status=status) if item in self.posts:
                self.posts[item] = attrs.evolve(self.posts[item], status=status)
            case ev.ItemReviewed(id=item, status=status):
                self.comments[item] = attrs.evolve(self.comments[item], status=status)
            case ev.AudienceSet(id=post_id, audience=audience):
                self.posts[post_id] = attrs.evolve(self.posts[post_id], audience=audience)
            case ev.PostPinned(id=post_id):
                self._pins[self.posts[post_id].to, post_id] = None
            case ev.PostUnpinned(id=post_id):
                self._pins.pop((self.posts[post_id].to, post_id), None)
            case _:
                pass

    def _apply_ends(self, event: ev.Event) -> None:
        match event:
            case ev.GroupCreated(group=group, at=at):
                self._talk[group.id] = at
            case ev.Announced(announcement=announcement):
                self._announced[announcement.group] = announcement
            case ev.Deleted(id=gone):
                self._take_away(gone)
            case ev.GroupDeleted(id=place) | ev.RecordDeleted(id=place) | ev.RecordsMerged(record=place):
                for post in [post.id for post in self.posts.values() if post.to == place]:
                    self._take_away(post)
            case _:
                pass

    def _take_away(self, item: str) -> None:
        """Take away a post with its comments, or a comment with the replies to it, and what is told of them."""
        ended = {item, *self.comments_on(item), *self._thread(item)}
        self.posts.pop(item, None)
        self.comments = {id_: comment for id_, comment in self.comments.items() if id_ not in ended}
        self._likes = {pair: None for pair in self._likes if pair[0] not in ended}
        self._ballots = {pair: choice for pair, choice in self._ballots.items() if pair[0] not in ended}
        self._said = [said for said in self._said if said[0] not in ended]
        self._pins = {pair: None for pair in self._pins if pair[1] != item}
        self._announced = {group: told for group, told in self._announced.items() if told.post != item}

    def _thread(self, comment: str) -> set[str]:
        """Return the replies to a comment, and the replies to those."""
        replies = {reply.id for reply in self.comments.values() if reply.reply_to == comment}
        return replies.union(*map(self._thread, replies))

    def _apply_follows(self, event: ev.Event) -> None:
        match event:
            case ev.Followed(user=user_id, target=target):
                self._follows[user_id, target] = None
            case ev.Unfollowed(user=user_id, target=target):
                self._follows.pop((user_id, target), None)
            case ev.RecordDeleted(id=gone) | ev.RecordsMerged(record=gone):
                self._follows = {pair: None for pair in self._follows if pair[1] != gone}
            case _:
                pass

    def posts_on(self, place: str) -> Mapping[Hashable, AbstractSet[str]]:
        """Return the posts on a wall, in a group or on a record, by likeness, oldest first. Cost: O(posts)."""
        there = [post for post in self.posts.values() if post.to == place]
        kinds = dict.fromkeys(likeness(post) for post in there)
        return {kind: dict.fromkeys(post.id for post in there if likeness(post) == kind).keys() for kind in kinds}

    def follows(self, user: str) -> AbstractSet[str]:
        """Return what a user follows, awake or dormant, in the order of following. Cost: O(follows)."""
        return second(self._follows, user)

    def followers(self, target: str) -> AbstractSet[str]:
        """Return who follows a user or record, active or not, in the order of following. Cost: O(follows)."""
        return first(self._follows, target)

    def followed_since(self, user: str, target: str) -> int:
        """Return how many posts had been made when a user began to follow a target. Cost: O(events)."""
        said = 0
        found = 0
        for event in self.events:
            said += isinstance(event, ev.Posted)
            if isinstance(event, ev.Followed) and (event.user, event.target) == (user, target):
                found = said
        return found

    def commented(self, user: str) -> AbstractSet[str]:
        """Return the posts below which a user has written comments that are still there. Cost: O(comments)."""
        return dict.fromkeys(comment.post for comment in self.comments.values() if comment.author == user).keys()

    def comments_on(self, post: str) -> Sequence[str]:
        """Return the comments of a post, oldest first. Cost: O(comments)."""
        return [comment.id for comment in self.comments.values() if comment.post == post]

    def likes(self, item: str) -> AbstractSet[str]:
        """Return who likes a post or comment, in the order of liking. Cost: O(likes)."""
        return second(self._likes, item)

    def ballots(self, post: str) -> Mapping[str, str]:
        """Return each voter's choice in a post's poll, in the order of first voting. Cost: O(votes)."""
        return {user: choice for (voted, user), choice in self._ballots.items() if voted == post}

    def revisions(self, item: str) -> Sequence[model.Revision]:
        """Return what a post or comment said before each edit, oldest first. Cost: O(edits)."""
        return tuple(revision for edited, revision in self._said if edited == item)

    def announcement(self, group: str) -> model.Announcement | None:
        """Return what a group announces, over or not. Cost: O(1)."""
        return self._announced.get(group)

    def last_talk(self, group: str) -> dt.datetime:
        """Return when somebody last posted or commented in a group, or made it. Cost: O(1)."""
        return self._talk[group]

    def pins(self, place: str) -> AbstractSet[str]:
        """Return the posts pinned in a place, oldest first. Cost: O(pins)."""
        return second(self._pins, place)
