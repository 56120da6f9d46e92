"""Every question a user may ask, answered with nothing but what that user may know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar, overload

import attrs

from collabcore import boards, cards, feeds, mentioning, records, rights, scoring, visibility
from collabcore.boards import Row
from collabcore.cards import Card, CommentCard, GroupCard, PostCard, UserCard
from collabcore.completeness import Completeness
from collabcore.errors import InvalidError, NotAllowedError, not_found
from collabcore.feeds import InFeed
from collabcore.keys import INACTIVE
from collabcore.model import Group, User
from collabcore.notifications import Notification, notifications
from collabcore.text import folded
from collabcore.view import View

__all__ = ["BOARDS", "Page", "Points", "Viewer", "board_rows"]

_T = TypeVar("_T", User, Group)

BOARDS = {"all_time": "all_time", "month": "month", "week": "week"}
"""The boards that exist from the start, with their windows (competition ranks, UTC)."""


@attrs.frozen
class Page(Sequence[PostCard]):
    """One page of a feed: its posts in order, and the cursor of the page after it, None on the last.

    >>> len(Page((), None))
    0
    """

    items: tuple[PostCard, ...]
    cursor: str | None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the posts, in order."""
        return tuple(post.id for post in self.items)

    @overload
    def __getitem__(self, place: int) -> PostCard: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[PostCard, ...]: ...
    def __getitem__(self, place: int | slice) -> PostCard | tuple[PostCard, ...]:
        """Return a post by place."""
        return self.items[place]

    def __len__(self) -> int:
        """Return how many posts the page has."""
        return len(self.items)


@attrs.frozen(kw_only=True)
class Points:
    """What somebody has earned (`rank`) and may spend (`spend`), in whole points."""

    rank: int
    spend: int
    level: str | None = None
    to_next: int | None = None


def board_rows(view: View, board: str, asked_at: dt.datetime) -> tuple[Row, ...]:
    """Return every row of a board in the window of a moment: active people with points, best first (SCORING 2.5).

    Cost: O(entries + people log people).

    Raises:
        NotFoundError: There is no such board.
    """
    if board not in BOARDS:
        raise not_found(board)
    within = boards.window(BOARDS[board], asked_at)
    population = (user.id for user in view.users.values() if user.active)
    return boards.ranking(boards.standings(enumerate(view.entries.values()), population, within))


class Viewer:
    """A user's window on the engine; hand this, and nothing else, to a request handler.

    Whatever a method returns depends only on what the user may see.
    A question that names a thing the user may not know of is refused exactly as if there were no such thing.

    What is there: `can_see`, `get`, `card`, `directory`.
    What may be done: `may`, `capabilities`, `check_mentions`.
    Feeds: `feed`, `why_in_feed`, `comments`.
    Groups and follows: `groups`, `members`, `followers`, `following`.
    Scores and points: `completeness`, `missing`, `points`, `leaderboard`, `around`, `rank`.
    News for oneself: `notifications`, `unread`.
    """

    def __init__(self, world: Callable[[], View], user: str, clock: Callable[[], dt.datetime]) -> None:
        """Look through the eyes of a user; `world` gives the view, and `clock` the moment, of each question.

        Raises:
            NotFoundError: There is no such user.
        """
        if user not in world().users:
            raise not_found(user)
        self._world = world
        self._user = user
        self._clock = clock

    def __repr__(self) -> str:
        """Return whose viewer it is."""
        return f"Viewer({self._user!r})"

    @property
    def _view(self) -> View:
        return self._world()

    # What is there

    def can_see(self, item: str) -> bool:
        """Tell whether I may see a post or comment, or may know of a person, group or record.

        It does not tell the hidden from the unknown: both are false.

        Cost: O(1).

        Source: RULES 1.1.
        """
        return visibility.can_see(self._view, self._user, item)

    def get(self, id: str) -> Card:
        """Return a thing with the fields I may read.

        Cost: O(comments of a post, members of a group).

        Raises:
            NotFoundError: There is no such thing, or I may not know of it.
        """
        return cards.card(self._view, self._user, id, self._clock() if id in self._view.groups else None)

    def card(self, user: str) -> UserCard:
        """Return the card that hovering over a person's name shows.

        Cost: O(1).

        Raises:
            NotFoundError: There is no such person, or I may not know of them.
        """
        found = self.get(user)
        if not isinstance(found, UserCard):
            raise not_found(user)
        return found

    def directory(self, text: str = "") -> tuple[UserCard, ...]:
        """Return the active people I may know whose name has `text` in it, by name, then by age.

        Cost: O(people).
        """
        people = (user for user in self._view.users.values() if user.active)
        return tuple(self.card(user.id) for user in self._listed(people, text))

    def groups(self, text: str = "") -> tuple[GroupCard, ...]:
        """Return the groups I may know of whose name has `text` in it, by name, then by age.

        Cost: O(groups).
        """
        found = self._listed(self._view.groups.values(), text)
        now = self._clock()
        return tuple(cards.card(self._view, self._user, group.id, now) for group in found)  # type: ignore[misc]

    def _listed(self, things: Iterable[_T], text: str) -> list[_T]:
        wanted = folded(text)
        found = [thing for thing in things if wanted in folded(thing.name) and self.can_see(thing.id)]
        return sorted(found, key=lambda thing: folded(thing.name))

    # What I may do

    def may(self, action: str, target: str) -> bool:
        """Tell whether I may do something with a thing now: whether its command would be accepted (READINGS 24, 80).

        It is false, too, for what I may not know of.

        Cost: the command's judgment, a few times.

        Args:
            action: The tag of a command: comment, like, join_group, update_record …
            target: What stands in the command's first field that names an existing thing.

        Raises:
            InvalidError: There is no such action.
        """
        return rights.may(self._view, self._user, action, target, self._clock())

    def capabilities(self, target: str) -> frozenset[str]:
        """Return everything I may do with a thing now, in the tags of commands.

        Cost: the judgments of all commands.

        Raises:
            NotFoundError: There is no such thing, or I may not know of it.
        """
        if not self.can_see(target):
            raise not_found(target)
        return rights.capabilities(self._view, self._user, target, self._clock())

    def check_mentions(self, to: str, users: tuple[str, ...]) -> dict[str, str]:
        """Return what mentioning people or groups in a post of mine on `to` would come to, before I post.

        `ok`: they can see the post. `inaccessible`: they cannot, and are not told. `disallowed`: the post would be
        refused. `not_found`: nothing known by that id.

        Cost: O(users).

        Source: RULES 1.3 [CR-MV], READINGS 36.

        Raises:
            NotFoundError: `to` is no person, group or record I know of.
        """
        view = self._view
        if not (to in view.users or to in view.groups or to in view.records) or not self.can_see(to):
            raise not_found(to)
        return {thing: mentioning.reach(view, self._user, to, thing) for thing in users}

    # Feeds

    def feed(
        self,
        kind: str = "following",
        of: str | None = None,
        sort: str = "newest",
        after: str | None = None,
        limit: int = 25,
    ) -> Page:
        """Return one page of a feed, the latest first.

        Cost: O(page x log posts) while I see a fair share of what the sources hold.

        Source: RULES 1.7, 6.

        Args:
            kind: following, company, people, profile, record or group.
            of: Whose profile, or which record or group; only for those kinds.
            sort: newest, or activity (a comment brings its post to the top, a like does not).
            after: The cursor of the page before, or the id of the last post shown.
            limit: 1 to 100 posts.

        Raises:
            NotFoundError: `of` is nothing I know of.
            InvalidError: An unknown kind, sort or cursor, a limit outside 1..100, or `of` where none belongs.
        """
        view = self._view
        found = feeds.page(view, self._user, kind, of, sort, after, limit)
        items = tuple(cards.card(view, self._user, post) for post in found.posts)
        return Page(items, found.cursor)  # type: ignore[arg-type]

    def why_in_feed(self, post: str) -> InFeed:
        """Return whether a post stands in my *following* feed, and through what I follow.

        Cost: O(follows + memberships).

        Raises:
            NotFoundError: There is no such post, or I may not see it.
        """
        return feeds.why_in_feed(self._view, self._user, post)

    def comments(self, post: str) -> tuple[CommentCard, ...]:
        """Return the comments of a post that I may see, oldest first.

        Cost: O(comments).

        Raises:
            NotFoundError: There is no such post, or I may not see it.
        """
        view = self._view
        if post not in view.posts or not self.can_see(post):
            raise not_found(post)
        found = cards.visible_comments(view, self._user, post)
        return tuple(cards.card(view, self._user, comment) for comment in found)  # type: ignore[misc]

    # Groups and follows

    def members(self, group: str) -> frozenset[str]:
        """Return the members of a group that I may know: in a group of mine, all of them.

        Cost: O(members).

        Raises:
            NotFoundError: There is no such group, or I may not know of it.
            NotAllowedError: I know the group only from outside (READINGS 22).
        """
        view = self._view
        if group not in view.groups or not self.can_see(group):
            raise not_found(group)
        if not view.lock("group", group).opens(view.keys(self._user)):
            raise NotAllowedError(f"only members may see who is in `{group}`", rule="group.members_only")
        return frozenset(cards.known_members(view, self._user, group))

    def followers(self, target: str) -> frozenset[str]:
        """Return who follows a person or record, as far as I may know them (READINGS 45).

        Cost: O(followers).

        Raises:
            NotFoundError: There is no such person or record, or I may not know of it.
        """
        view = self._view
        if not (target in view.users or target in view.records) or not self.can_see(target):
            raise not_found(target)
        return frozenset(cards.known_followers(view, self._user, target))

    def following(self) -> frozenset[str]:
        """Return what I follow and may still see; the rest sleeps (READINGS 39).

        Cost: O(follows).
        """
        return frozenset() if self._away else frozenset(feeds.awake(self._view, self._user))

    @property
    def _away(self) -> bool:
        return INACTIVE in self._view.keys(self._user)

    # Scores and points

    def completeness(self, record: str) -> Completeness | None:
        """Return how complete a record is, over the fields I may read; None for a type without a profile.

        Cost: O(fields).

        Raises:
            NotFoundError: There is no such record, or I may not read it.
        """
        view = self._view
        if record not in view.records or not self.can_see(record):
            raise not_found(record)
        found = view.records[record]
        profile = view.profiles.get(found.type)
        if profile is None:
            return None
        hidden = records.hidden_fields(view, view.users[self._user], found.type)
        readable = (lambda name: name not in hidden) if hidden else None
        return scoring.completeness(profile, found, self._clock(), readable)

    def missing(self, record: str) -> tuple[str, ...]:
        """Return the names of the fields that keep a record from being complete, the greatest gain first.

        Cost: O(fields).

        Raises:
            NotFoundError: There is no such record, or I may not read it.
        """
        score = self.completeness(record)
        return () if score is None else score.missing

    def points(self) -> Points:
        """Return the points I have.

        Cost: O(my entries).
        """
        view = self._view
        total = 0 if self._away else sum(view.entries[entry].points for entry in view.ledger(self._user))
        return Points(rank=total, spend=total)

    def leaderboard(self, board: str = "all_time", top: int = 10) -> tuple[Row, ...]:
        """Return the first rows of a board, naming only people I may know; ranks count everybody (READINGS 88).

        Cost: O(entries + people log people).

        Raises:
            NotFoundError: There is no such board.
            InvalidError: `top` is not 1 to 100.
        """
        if type(top) is not int or not 1 <= top <= feeds.PAGE_LIMIT:
            raise InvalidError(f"`top` must be 1 to {feeds.PAGE_LIMIT}, not `{top}`", rule="board.top")
        return self._named(boards.top(self._rows(board), top))

    def around(self, board: str = "all_time", k: int = 2) -> tuple[Row, ...]:
        """Return my row of a board with the `k` before and after it, naming only people I may know.

        Cost: O(entries + people log people).

        Raises:
            NotFoundError: There is no such board.
            InvalidError: `k` is negative.
        """
        return self._named(boards.around(self._rows(board), self._user, k))

    def _rows(self, board: str) -> tuple[Row, ...]:
        return board_rows(self._view, board, self._clock())

    def _named(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(row for row in rows if self.can_see(row.user))

    def rank(self, board: str = "all_time") -> object:
        """Return my rank on a board, None when I am on none of its rows.

        Cost: O(entries + people log people).

        Raises:
            NotFoundError: There is no such board.
        """
        return boards.rank(self._rows(board), self._user)

    # News for oneself

    def notifications(self, unread: bool = False) -> tuple[Notification, ...]:  # noqa: FBT001, FBT002 - the contract's
        """Return what I am told of, newest first; today these are the points I earned.

        Cost: O(my entries).
        """
        told = notifications(self._view, self._user)
        return tuple(one for one in told if not (unread and one.read))

    def unread(self) -> int:
        """Return how many notifications I have not read.

        Cost: O(my entries).
        """
        return len(self.notifications(unread=True))
