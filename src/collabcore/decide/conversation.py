"""Posts, comments, likes and what moderators do with them."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import groups, keys, mentioning, text
from collabcore.decide.asking import Ask, handles
from collabcore.decide.membership import may_run
from collabcore.model import Announcement, Audience, Comment, Group, Network, Post, Record, User

__all__ = ["few_mentions", "may_mention", "mentioned_in", "sensible_body"]

_PINS_LIMIT = 3


def mentioned_in(ask: Ask, body: str) -> list[User | Group | Record]:
    """Return the things a text mentions, all known to its author (READINGS 36)."""
    return [ask.place(thing) for thing in text.mentions(body)]


def sensible_body(ask: Ask, body: str, mentioned: list[User | Group | Record]) -> None:
    """Refuse as invalid a text that says nothing, is too long, or mentions what cannot be."""
    ask.sensible(bool(body.strip()), "there is nothing in it: write something", "text.empty")
    ask.sensible(
        len(body) <= text.BODY_LIMIT,
        f"a text has at most `{text.BODY_LIMIT}` characters, not `{len(body)}`",
        "text.too_long",
    )
    for thing in mentioned:
        ask.sensible(
            not isinstance(thing, Record), f"`{thing.id}` is a record: mention people and groups", "mention.kind"
        )
        away = isinstance(thing, User) and not thing.active
        ask.sensible(not away, f"`{thing.id}` is deactivated and cannot be mentioned", "mention.inactive")


def may_mention(ask: Ask, author: User, to: str, mentioned: list[User | Group | Record]) -> None:
    """Refuse a group whose mention would show it to people who do not know it (RULES 1.3, READINGS 36)."""
    for thing in mentioned:
        if isinstance(thing, Group):
            disallowed = mentioning.is_disallowed(ask.view, author.id, to, thing)
            ask.may(not disallowed, f"`{thing.id}` may not be mentioned here", "mention.disallowed")


def few_mentions(ask: Ask, mentioned: list[User | Group | Record]) -> None:
    """Refuse more mentions than a text may have."""
    ask.below(len(mentioned) - 1, text.MENTION_LIMIT, f"`{len(mentioned)}` mentions are too many", "mention.limit")


@handles(c.Post)
def post(ask: Ask, command: c.Post) -> Iterator[e.Event]:
    """Write on a wall, in a group or on a record (RULES 1.6b)."""
    place = None if command.to is None else ask.place(command.to)
    if command.network is not None:
        ask.known(Network, command.network)
    mentioned = mentioned_in(ask, command.text)
    author = ask.person("write a post")
    to = author if place is None else place
    sensible_body(ask, command.text, mentioned)
    _sensible_network(ask, to, command.network)
    ask.may(groups.may_post(ask.view, author, to.id), f"`{author.id}` may not post on `{to.id}`", "post.not_here")
    _may_address(ask, author, to, command)
    may_mention(ask, author, to.id, mentioned)
    _open(ask, to)
    made = Post(
        id=ask.new_id(command.id),
        author=author.id,
        to=to.id,
        text=command.text,
        at=ask.at,
        mentions=tuple(thing.id for thing in mentioned),
        audience=_audience(author, to, command),
        network=to.network if isinstance(to, Group) else command.network,
    )
    few_mentions(ask, mentioned)
    yield ask.event(e.Posted, post=made)


def _sensible_network(ask: Ask, to: User | Group | Record, network: str | None) -> None:
    """Refuse a network that the place decides: a group's own, or all of them for a record (READINGS 3, 67)."""
    given = isinstance(to, User) or network is None or (isinstance(to, Group) and to.network == network)
    ask.sensible(given, f"a post on `{to.id}` cannot be put in `{network}`", "post.network_given")


def _may_address(ask: Ask, author: User, to: User | Group | Record, command: c.Post) -> None:
    """Refuse outsiders who write for insiders alone, and a network of which the author is no live member."""
    inside = command.audience != "internal" or groups.is_insider(author)
    ask.may(inside, "only the organisation's own people write for themselves alone", "post.internal_only")
    if isinstance(to, User) and command.network is not None:
        live = keys.in_network(command.network) in ask.view.keys(author.id)
        ask.may(live, f"`{author.id}` is not in `{command.network}`, or it is not live", "post.not_in_network")


def _audience(author: User, to: User | Group | Record, command: c.Post) -> Audience:
    """Return whom a post is for: on a record insiders write for insiders, unless they say else (RULES 1.6b, C21)."""
    if not groups.is_insider(author):
        return "all"
    if command.audience != "default":
        return command.audience
    return "internal" if isinstance(to, Record) else "all"


def _open(ask: Ask, to: User | Group | Record) -> None:
    """Refuse what is written to somebody away, in an archived group, or in a network that is not live."""
    if isinstance(to, User):
        ask.active(to)
    elif isinstance(to, Group):
        ask.possible(not to.archived, f"`{to.id}` is archived", "group.archived")
        _live(ask, to.network)


def _live(ask: Ask, network: str | None) -> None:
    live = network is None or ask.view.networks[network].state == "live"
    ask.possible(live, f"`{network}` is not live", "network.not_live")


@handles(c.Announce)
def announce(ask: Ask, command: c.Announce) -> Iterator[e.Event]:
    """Post in a group, as who runs it, what it shows at its top until a moment (RULES 2.6) `[OR:Announcement]`."""
    group = ask.group(command.group)
    mentioned = mentioned_in(ask, command.text)
    author = ask.person("announce")
    sensible_body(ask, command.text, mentioned)
    ask.sensible(command.until > ask.at, "an announcement ends after it begins", "announcement.over")
    may_run(ask, group)
    may_mention(ask, author, group.id, mentioned)
    _open(ask, group)
    made = Post(
        id=ask.new_id(command.id),
        author=author.id,
        to=group.id,
        text=command.text,
        at=ask.at,
        mentions=tuple(thing.id for thing in mentioned),
        network=group.network,
    )
    few_mentions(ask, mentioned)
    yield ask.event(e.Posted, post=made)
    yield ask.event(e.Announced, announcement=Announcement(post=made.id, group=group.id, until=command.until))


@handles(c.Comment)
def comment(ask: Ask, command: c.Comment) -> Iterator[e.Event]:
    """Answer below a post that one sees."""
    below = ask.known(Post, command.post)
    mentioned = mentioned_in(ask, command.text)
    author = ask.person("write a comment")
    sensible_body(ask, command.text, mentioned)
    ask.may(groups.may_comment(ask.view, author, below), f"`{author.id}` may not comment here", "comment.not_here")
    may_mention(ask, author, below.to, mentioned)
    _published(ask, below)
    _live(ask, below.network)
    new_id = ask.new_id(command.id)
    few_mentions(ask, mentioned)
    ids = tuple(thing.id for thing in mentioned)
    made = Comment(id=new_id, post=below.id, author=author.id, text=command.text, at=ask.at, mentions=ids)
    yield ask.event(e.Commented, comment=made)


def _published(ask: Ask, item: Post | Comment) -> None:
    ask.possible(item.status == "published", f"`{item.id}` is {item.status}", "item.not_published")


@handles(c.Delete)
def delete(ask: Ask, command: c.Delete) -> Iterator[e.Event]:
    """Delete a post with its comments, or a comment."""
    item = ask.item(command.id)
    allowed = ask.actor is None or groups.may_delete_item(ask.view, ask.actor, item.id)
    ask.may(allowed, f"`{ask.by}` may not delete `{item.id}`", "item.not_yours")
    yield ask.event(e.Deleted, id=item.id)


@handles(c.Like)
def like(ask: Ask, command: c.Like) -> Iterator[e.Event]:
    """Like what one sees."""
    item = ask.item(command.item)
    user = ask.person("like")
    if user.id not in ask.view.likes(item.id):
        _published(ask, item)
        yield ask.event(e.Liked, user=user.id, item=item.id)


@handles(c.Unlike)
def unlike(ask: Ask, command: c.Unlike) -> Iterator[e.Event]:
    """Take a like back."""
    item = ask.item(command.item)
    user = ask.person("take back a like")
    if user.id in ask.view.likes(item.id):
        yield ask.event(e.Unliked, user=user.id, item=item.id)


@handles(c.Review)
def review(ask: Ask, command: c.Review) -> Iterator[e.Event]:
    """Publish, hold back or isolate (READINGS 54)."""
    item = ask.item(command.item)
    allowed = ask.actor is None or groups.may_review(ask.actor, item.status, command.status)
    ask.may(allowed, f"`{ask.by}` may not make `{item.id}` {command.status}", "item.not_a_reviewer")
    if item.status != command.status:
        yield ask.event(e.ItemReviewed, id=item.id, status=command.status)


@handles(c.SetAudience)
def set_audience(ask: Ask, command: c.SetAudience) -> Iterator[e.Event]:
    """Open a record's post to outsiders, or keep it inside (READINGS 54, C21)."""
    found = ask.known(Post, command.post)
    ask.sensible(found.to in ask.view.records, f"`{found.id}` is on no record", "post.not_on_a_record")
    allowed = ask.actor is None or groups.may_set_audience(ask.view, ask.actor, found)
    ask.may(allowed, f"`{ask.by}` may not set who reads `{found.id}`", "post.not_yours")
    if found.audience != command.audience:
        yield ask.event(e.AudienceSet, id=found.id, audience=command.audience)


@handles(c.Pin)
def pin(ask: Ask, command: c.Pin) -> Iterator[e.Event]:
    """Keep a post at the top of its feed; three per feed (RULES 2.6)."""
    found = _pinnable(ask, command.post)
    pinned = ask.view.pins(found.to)
    if found.id not in pinned:
        _published(ask, found)
        ask.below(len(pinned), _PINS_LIMIT, f"`{found.to}` has its pins", "post.pins")
        yield ask.event(e.PostPinned, id=found.id)


@handles(c.Unpin)
def unpin(ask: Ask, command: c.Unpin) -> Iterator[e.Event]:
    """Let a pinned post go its way."""
    found = _pinnable(ask, command.post)
    if found.id in ask.view.pins(found.to):
        yield ask.event(e.PostUnpinned, id=found.id)


def _pinnable(ask: Ask, wanted: str) -> Post:
    found = ask.known(Post, wanted)
    allowed = ask.actor is None or groups.may_pin(ask.view, ask.actor, found)
    ask.may(allowed, f"`{ask.by}` may not pin on `{found.to}`", "post.not_a_pinner")
    return found
