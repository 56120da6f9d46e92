"""Mail for people: what is due from `Engine.outbox`, as `email.message.EmailMessage`, in plain text and HTML.

This stands at the edge: nothing in the engine knows of it, and it sends nothing. What it shows it reads through the
recipient's own `Viewer` at the moment of writing, so that what went out of sight since is not in the mail.

Everything that people wrote is hostile until it is escaped: names, titles and texts are escaped for HTML, and lose
control characters, line breaks in headers, and marks that turn the direction of what follows. Links are built from
ids that are quoted. There is no script, no image and nothing that is fetched.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

import attrs

from collabcore.cards import CommentCard, GroupCard, PostCard, RecordCard, UserCard
from collabcore.digests import OutboxEntry
from collabcore.engine import Engine
from collabcore.errors import InvalidError
from collabcore.model import Reason
from collabcore.viewer import Viewer

__all__ = ["SHOWN", "clean", "message"]

SHOWN: Final = 50
"""The most posts a digest shows; of the rest it says how many there are."""

_TURNING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that change the direction of the text after them, and make one name look like another."""

_MENTION: Final = re.compile(r"@\[([^\[\]]+)\]")

_REASONS: Final[Mapping[Reason, str]] = {
    "mention": "{who} mentioned you",
    "wall_post": "{who} wrote on your wall",
    "comment_on_mine": "{who} commented on what you wrote",
    "comment_on_my_wall": "{who} commented on your wall",
    "comment_after_mine": "{who} commented after you",
    "comment_on_liked": "{who} commented on what you like",
    "comment_on_bookmarked": "{who} commented on what you keep",
    "like": "{who} likes what you wrote",
    "share": "{who} shared what you wrote",
    "follow": "{who} follows you now",
    "group_post": "{who} posted in {where}",
    "announcement": "{who} announces in {where}",
    "membership_request": "{who} asks to be let into {where}",
    "membership_answer": "Your request to be let into {where} was answered",
    "invitation": "{who} invites you into {where}",
    "best_answer": "Your answer was chosen as the best",
    "flag": "{who} flagged something",
    "thanks": "{who} thanks you",
    "badge": "You earned a badge",
    "points": "You earned points",
    "level": "You reached a new level",
    "endorsement": "{who} endorsed a skill of yours",
    "lead_assigned": "{who} gave you a record: {where}",
    "welcome": "Welcome",
}


def clean(text: str) -> str:
    r"""Return text as one harmless line: no control character, no line break, no mark that turns its direction.

    Cost: O(text).

    >>> clean("Eve\r\nBcc: all@example.org")
    'Eve Bcc: all@example.org'
    """
    kept = (" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in _TURNING.sub("", text))
    return " ".join("".join(kept).split())


# What is said, before it is text or HTML


@attrs.frozen
class _Said:
    """One thing that was said: by whom, when, in which words, where it is found, and what became of it."""

    who: str
    at: dt.datetime
    lines: Sequence[str]
    link: str
    counts: str


@attrs.frozen
class _Section:
    """What was said in one place."""

    title: str
    said: Sequence[_Said]


@attrs.frozen
class _Letter:
    """A mail before it is written: its subject, what stands in it, and why it came."""

    subject: str
    sections: Sequence[_Section]
    more: int
    why: str


@attrs.frozen
class _Desk:
    """Where a letter is written: whose eyes it is read with, the zone of its times, and where links lead."""

    viewer: Viewer
    zone: ZoneInfo
    site: str

    def name(self, thing: str | None) -> str:
        """Return what a person, group or record is called, as far as the reader knows it."""
        card = self.card(thing)
        match card:
            case UserCard(name=name) | GroupCard(name=name):
                return clean(name) or clean(card.id)
            case RecordCard(fields=fields):
                named = (fields[key] for key in ("Name", "name", "Company", "company") if key in fields)
                return clean(str(next(named, card.id)))
            case _:
                return "Somebody"

    def card(self, thing: str | None) -> object:
        """Return a thing as the reader may read it, None where they may not."""
        if thing is None or not self.viewer.can_see(thing):
            return None
        return self.viewer.get(thing)

    def words(self, text: str) -> list[str]:
        """Return the lines of a text, people and groups called by their names."""
        called = _MENTION.sub(lambda found: f"@{self._called(found[1])}", text)
        return [clean(line) for line in called.splitlines() if clean(line)]

    def _called(self, thing: str) -> str:
        return self.name(thing) if self.viewer.can_see(thing) else thing

    def link(self, thing: str) -> str:
        """Return where a thing is found, nothing where no site was named."""
        return f"{self.site}/{quote(thing, safe='')}" if self.site else ""

    def time(self, at: dt.datetime) -> str:
        """Return a moment as the organisation's clocks show it."""
        return f"{at.astimezone(self.zone):%Y-%m-%d %H:%M}"


def _post(desk: _Desk, post: PostCard) -> _Said:
    likes, comments = _number(post.likes, "like"), _number(post.comments, "comment")
    counts = ", ".join(count for count in (likes, comments) if count)
    return _Said(desk.name(post.author), post.at, _lines(desk, post), desk.link(post.id), counts)


def _lines(desk: _Desk, post: PostCard) -> list[str]:
    """Return what a post says, line by line: its title, its text, and what hangs on it, a shared post among it."""
    changes = [f"{change.field}: {_value(change.old)} → {_value(change.new)}" for change in post.tracked]
    choices = [] if post.poll is None else [f"○ {choice.text}" for choice in post.poll.choices]
    said = [post.question or "", *desk.words(post.text), *post.links, *choices, *changes]
    shared = post.original
    if shared is not None:
        said += [f"Shared from {desk.name(shared.author)}:", *(f"“ {line}" for line in _lines(desk, shared))]
    return [line for line in map(clean, said) if line]


def _value(value: object) -> str:
    return "nothing" if value is None else str(value)


def _number(number: int, thing: str) -> str:
    """Return a count in words; nothing for none."""
    return "" if number == 0 else f"{number} {thing}{'' if number == 1 else 's'}"


def _comment(desk: _Desk, comment: CommentCard) -> _Said:
    counts = _number(comment.likes, "like")
    return _Said(desk.name(comment.author), comment.at, desk.words(comment.text), desk.link(comment.id), counts)


def _where(desk: _Desk, place: str) -> str:
    card = desk.card(place)
    return f"On the wall of {desk.name(place)}" if isinstance(card, UserCard) else desk.name(place)


def _sections(desk: _Desk, posts: Iterable[PostCard]) -> list[_Section]:
    """Return posts by the place they stand in (RULES 7.3 [REL15]), places in the order of their newest post."""
    found: dict[str, list[_Said]] = {}
    for post in posts:
        found.setdefault(post.to, []).append(_post(desk, post))
    return [_Section(_where(desk, place), said) for place, said in found.items()]


def _digest(desk: _Desk, entry: OutboxEntry) -> _Letter | None:
    seen = [card for card in map(desk.card, entry.items) if isinstance(card, PostCard)]
    if not seen:
        return None
    number = f"{_number(len(seen), 'new post')}"
    title = "what you follow" if entry.group is None else desk.name(entry.group)
    often = "every day" if entry.frequency == "daily" else "every week"
    why = f"This comes {often}, when there is something to say. You can choose how often."
    return _Letter(f"{number}: {title}", _sections(desk, seen[:SHOWN]), max(0, len(seen) - SHOWN), why)


def _notification(desk: _Desk, entry: OutboxEntry) -> _Letter | None:
    (item,) = entry.items
    told = [one for one in desk.viewer.notifications() if one.id == entry.id]
    if not told:
        return None
    card, by = desk.card(item), desk.name(told[0].by)
    where, sections = desk.name(item), list[_Section]()
    if isinstance(card, PostCard):
        where, sections = desk.name(card.to), _sections(desk, [card])
    elif isinstance(card, CommentCard):
        sections = [_Section("Below a post", [_comment(desk, card)])]
    subject = _REASONS[told[0].reason].format(who=by, where=where)
    return _Letter(subject, sections, 0, "You are told of this because it concerns you.")


# Text and HTML


def _text(desk: _Desk, letter: _Letter) -> str:
    lines = [letter.subject, ""]
    for section in letter.sections:
        lines += [section.title, "-" * len(section.title), ""]
        for said in section.said:
            head = f"{said.who}, {desk.time(said.at)}"
            lines += [head, *(f"  {line}" for line in said.lines)]
            lines += [f"  {line}" for line in (said.counts, said.link) if line]
            lines.append("")
    return "\n".join([*lines, *([f"… and {letter.more} more", ""] if letter.more else []), letter.why, ""])


_FONT: Final = "font-family:Georgia,'Times New Roman',serif;color:#222"
_PAGE: Final = f"margin:0;padding:24px;background:#f4f1ea;{_FONT}"
_SHEET: Final = "max-width:600px;margin:0 auto;padding:28px 32px;background:#fff;border-top:4px solid #2f5d50"
_SMALL: Final = "color:#6b6b6b;font-size:13px"


def _tag(name: str, style: str, *inner: str) -> str:
    return f'<{name} style="{style}">{"".join(inner)}</{name}>'


def _html(desk: _Desk, letter: _Letter) -> str:
    title = html.escape(letter.subject)
    more = [_tag("p", _SMALL, f"… and {letter.more} more")] if letter.more else []
    sheet = [
        _tag("h1", "margin:0 0 20px;font-size:22px;font-weight:normal", title),
        *(_section(desk, section) for section in letter.sections),
        *more,
        _tag("p", f"{_SMALL};margin-top:28px", html.escape(letter.why)),
    ]
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    return f'<!doctype html><html lang="en">{head}{_tag("body", _PAGE, _tag("div", _SHEET, *sheet))}</html>'


def _section(desk: _Desk, section: _Section) -> str:
    style = "margin:24px 0 8px;font-size:15px;letter-spacing:.04em;color:#2f5d50"
    return _tag("h2", style, html.escape(section.title)) + "".join(_article(desk, said) for said in section.said)


def _article(desk: _Desk, said: _Said) -> str:
    who = _tag("strong", "", html.escape(said.who))
    when = _tag("span", _SMALL, f" {html.escape(desk.time(said.at))}")
    words = "<br>".join(map(html.escape, said.lines))
    below = " · ".join(_below(said))
    rows = [_tag("div", "", who, when), _tag("div", "margin:4px 0;line-height:1.45", words)]
    return _tag("div", "padding:12px 0;border-bottom:1px solid #e8e4da", *rows, _tag("div", _SMALL, below))


def _below(said: _Said) -> Iterator[str]:
    if said.counts:
        yield html.escape(said.counts)
    if said.link:
        yield f'<a style="color:#2f5d50" href="{html.escape(said.link)}">open</a>'


# The mail


def message(
    engine: Engine,
    entry: OutboxEntry,
    *,
    sender: str,
    address: str,
    site: str = "",
    at: dt.datetime | None = None,
) -> EmailMessage | None:
    """Return a mail for something due, None when nothing of it is in sight any more.

    Sent twice, it is the same mail: its `Message-ID` is made of the entry's id.

    Cost: O(posts shown, their comments).

    >>> from collabcore import HOST, commands as c
    >>> engine = Engine()
    >>> people = [c.AddUser(by=HOST, id=who, name=who.title()) for who in ("sofia", "jose")]
    >>> _ = engine.apply_all([*people, c.Post(by="jose", id="p1", to="sofia", text="Welcome!")])
    >>> (due,) = engine.outbox()
    >>> message(engine, due, sender="news@example.org", address="sofia@example.org")["subject"]
    'Jose wrote on your wall'

    Args:
        engine: Where the recipient's view of what is told is asked for.
        entry: What is due, from `Engine.outbox`.
        sender: The address it comes from.
        address: The recipient's address.
        site: Where links lead: an address to which `/` and an id are added; no links when left out.
        at: When it is written; the engine's clock when left out.

    Raises:
        InvalidError: An address is none.
        NotFoundError: There is no such recipient.
    """
    zone = ZoneInfo(engine.view.settings.zone)
    desk = _Desk(engine.viewer(entry.to), zone, site.rstrip("/"))
    letter = _digest(desk, entry) if entry.kind == "digest" else _notification(desk, entry)
    if letter is None:
        return None
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address("", sender)
    mail["To"] = _address(desk.name(entry.to), address)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(engine.now() if at is None else at)
    token = hashlib.blake2s(entry.id.encode(), digest_size=16).hexdigest()
    mail["Message-ID"] = f"<{token}@{mail['From'].addresses[0].domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_text(desk, letter), cte="base64")
    mail.add_alternative(_html(desk, letter), subtype="html", cte="base64")
    mail.set_boundary(f"={token}")
    return mail


def _address(name: str, address: str) -> Address:
    """Return an address with the name it belongs to.

    Raises:
        InvalidError: It is none.
    """
    try:
        found = Address(name, addr_spec=address)
    except (ValueError, MessageError, IndexError):
        raise InvalidError(f"`{address}` is no mail address", rule="mail.address") from None
    if not found.username or "." not in found.domain:
        raise InvalidError(f"`{address}` is no mail address", rule="mail.address")
    return found
