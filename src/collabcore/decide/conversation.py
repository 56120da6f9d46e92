"""Posts, comments, likes and what moderators do with them."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import groups, keys, text, threads, visibility
from collabcore.decide import bodies, polls
from collabcore.decide.asking import Ask, handles
from collabcore.decide.files import attached, few_files
from collabcore.decide.membership import may_run
from collabcore.decide.topics import few_topics, sensible_topics, tagged
from collabcore.model import Announcement, Comment, Group, Network, Post, Record, User

__all__: list[str] = []

_PINS_LIMIT = 3
_LEVELS = 3  # of a thread: a comment, a reply, a reply to that (RULES 4.1)


@handles(c.Post)
def post(ask: Ask, command: c.Post) -> Iterator[e.Event]:
    """Write on a wall, in a group or on a record (RULES 1.6b)."""
    place = None if command.to is None else ask.place(command.to)
    if command.network is not None:
        ask.known(Network, command.network)
    mentioned = bodies.mentioned_in(ask, command.text)
    files = attached(ask, command.files)
    author = ask.person("write a post")
    to = author if place is None else place
    beside = (command.links, command.poll, command.question, files)
    bodies.sensible_body(ask, command.text, mentioned, beside=beside)
    topics = sensible_topics(ask, command.text)
    polls.sensible(ask, command)
    _sensible_network(ask, to, command.network)
    ask.may(groups.may_post(ask.view, author, to.id), f"`{author.id}` may not post on `{to.id}`", "post.not_here")
    _may_address(ask, author, to, command)
    bodies.may_mention(ask, author.id, to.id, mentioned)
    bodies.open_place(ask, to)
    made = Post(
        id=ask.new_id(command.id),
        author=author.id,
        to=to.id,
        text=command.text,
        at=ask.at,
        mentions=tuple(thing.id for thing in mentioned),
        audience=bodies.audience_of(author, to, command.audience),
        network=to.network if isinstance(to, Group) else command.network,
        links=command.links,
        poll=command.poll,
        question=command.question,
        files=files,
    )
    ask.below(len(command.links) - 1, text.LINK_LIMIT, f"`{len(command.links)}` links are too many", "post.links")
    bodies.few_mentions(ask, mentioned)
    few_files(ask, files)
    few_topics(ask, topics)
    yield ask.event(e.Posted, post=made)
    yield from tagged(ask, made.id, topics)


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


@handles(c.Announce)
def announce(ask: Ask, command: c.Announce) -> Iterator[e.Event]:
    """Post in a group, as who runs it, what it shows at its top until a moment (RULES 2.6) `[OR:Announcement]`."""
    group = ask.group(command.group)
    mentioned = bodies.mentioned_in(ask, command.text)
    author = ask.person("announce")
    bodies.sensible_body(ask, command.text, mentioned)
    topics = sensible_topics(ask, command.text)
    ask.sensible(command.until > ask.at, "an announcement ends after it begins", "announcement.over")
    may_run(ask, group)
    bodies.may_mention(ask, author.id, group.id, mentioned)
    bodies.open_place(ask, group)
    made = Post(
        id=ask.new_id(command.id),
        author=author.id,
        to=group.id,
        text=command.text,
        at=ask.at,
        mentions=tuple(thing.id for thing in mentioned),
        network=group.network,
    )
    bodies.few_mentions(ask, mentioned)
    few_topics(ask, topics)
    yield ask.event(e.Posted, post=made)
    yield from tagged(ask, made.id, topics)
    yield ask.event(e.Announced, announcement=Announcement(post=made.id, group=group.id, until=command.until))


@handles(c.Comment)
def comment(ask: Ask, command: c.Comment) -> Iterator[e.Event]:
    """Answer below a post that one sees."""
    below = ask.known(Post, command.post)
    above = None if command.reply_to is None else ask.known(Comment, command.reply_to)
    mentioned = bodies.mentioned_in(ask, command.text)
    files = attached(ask, command.files)
    author = ask.person("write a comment")
    bodies.sensible_body(ask, command.text, mentioned, beside=(files,))
    topics = sensible_topics(ask, command.text)
    there = above is None or above.post == below.id
    ask.sensible(there, f"`{command.reply_to}` is not below `{below.id}`", "comment.elsewhere")
    ask.may(groups.may_comment(ask.view, author, below), f"`{author.id}` may not comment here", "comment.not_here")
    bodies.may_mention(ask, author.id, below.to, mentioned)
    for item in (below,) if above is None else (below, above):
        bodies.published(ask, item)
    bodies.not_closed(ask, below)
    bodies.live(ask, below.network)
    new_id = ask.new_id(command.id)
    if above is not None:
        ask.below(threads.level(ask.view, above), _LEVELS, "a thread goes no deeper", "comment.depth")
    bodies.few_mentions(ask, mentioned)
    few_files(ask, files)
    few_topics(ask, topics)
    ids = tuple(thing.id for thing in mentioned)
    made = Comment(
        id=new_id,
        post=below.id,
        author=author.id,
        text=command.text,
        at=ask.at,
        mentions=ids,
        reply_to=command.reply_to,
        files=files,
    )
    yield ask.event(e.Commented, comment=made)
    yield from tagged(ask, made.id, topics)


@handles(c.Delete)
def delete(ask: Ask, command: c.Delete) -> Iterator[e.Event]:
    """Delete a post with its comments, or a comment with the replies to it, which takes more than having written it."""
    item = ask.item(command.id)
    post = item if isinstance(item, Post) else ask.view.posts[item.post]
    allowed = ask.actor is None or groups.may_delete_item(ask.view, ask.actor, item.id)
    ask.may(allowed, f"`{ask.by}` may not delete `{item.id}`", "item.not_yours")
    overruled = ask.actor is None or groups.governs(ask.view, ask.actor, post.to)
    owned = isinstance(item, Comment) and post.to == ask.by
    answered = isinstance(item, Comment) and _is_answered(ask, item)
    ask.may(overruled or owned or not answered, f"`{item.id}` has replies", "comment.has_replies")
    if not owned:
        bodies.open_to_actor(ask, post)
    if isinstance(item, Comment) and post.best_answer in threads.whole(ask.view, item.id):
        yield ask.event(e.BestAnswerCleared, post=post.id)
    yield ask.event(e.Deleted, id=item.id)


def _is_answered(ask: Ask, comment: Comment) -> bool:
    """Tell whether the actor knows of a reply; one held back out of their sight takes nothing from them."""
    replies = threads.replies(ask.view, comment.id)
    return any(visibility.can_see(ask.view, ask.by, reply) for reply in replies)


@handles(c.Like)
def like(ask: Ask, command: c.Like) -> Iterator[e.Event]:
    """Like what one sees."""
    item = ask.item(command.item)
    user = ask.person("like")
    if user.id not in ask.view.likes(item.id):
        bodies.published(ask, item)
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
        if isinstance(item, Comment) and ask.view.posts[item.post].best_answer == item.id:
            # What is not published is no answer, and does not become one again by itself (RULES 1.6).
            yield ask.event(e.BestAnswerCleared, post=item.post)


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
        bodies.published(ask, found)
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
