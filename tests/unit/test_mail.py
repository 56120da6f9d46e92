"""Mail: plain text and HTML, for the recipient's eyes, and harmless whatever people wrote."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage
from html.parser import HTMLParser
from itertools import pairwise
from typing import get_args

import pytest
from tests.unit.world import START

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.commands import Command
from collabcore.errors import InvalidError
from collabcore.mail import SHOWN, clean, message
from collabcore.model import Reason

TOMORROW = START + dt.timedelta(days=1)
EVIL = "<script>alert(1)</script>\r\nBcc: all@example.org\u202e\x00\u2028\"'&"
PEOPLE = (
    c.AddUser(by=HOST, id="ana", name="Ana Ruiz"),
    c.AddUser(by=HOST, id="bo", name="Bo"),
    c.AddUser(by=HOST, id="eve", name=EVIL),
    c.Follow(by="bo", target="ana"),
    c.Follow(by="bo", target="eve"),
)


def world(*commands: Command) -> Engine:
    made = Engine(clock=lambda: START)
    made.apply_all([*PEOPLE, *commands])
    return made


def mails(made: Engine, to: str = "bo", now: dt.datetime = TOMORROW) -> list[EmailMessage]:
    """Return the mails that are due to somebody."""
    found = (
        message(made, entry, sender="news@example.org", address=f"{to}@example.org", site="https://example.org/in/")
        for entry in made.outbox(now)
        if entry.to == to
    )
    return [mail for mail in found if mail is not None]


def parts(mail: EmailMessage) -> tuple[str, str]:
    """Return the plain text and the HTML of a mail."""
    text, page = mail.iter_parts()
    assert (text.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    found = (part.get_content().replace("\r\n", "\n") for part in (text, page))
    return next(found), next(found)


class Reader(HTMLParser):
    """What a browser would make of a page: its tags with what they lead to, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str | None] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
HARMLESS = {"html", "head", "meta", "title", "body", "div", "h1", "h2", "p", "strong", "span", "br", "a"}


def test_a_digest_stands_by_place() -> None:
    """Newest first; names instead of ids; what became of each post; where to read on."""
    made = world(
        c.CreateGroup(by="ana", id="g", name="Capital Campaign"),
        c.AddRecord(by="ana", id="r", type="opportunity", owner="ana", fields={"Name": "The mill"}),
        c.AddRecord(by="ana", id="s", type="opportunity", owner="ana"),
        c.Configure(
            by=HOST,
            record_visibility={"opportunity": "read"},
            tracked_fields={"opportunity": ("Stage",)},
            zone="Asia/Tokyo",
        ),
        *(c.Follow(by="bo", target=record) for record in ("r", "s")),
        c.Post(by="ana", id="p1", text="Ask @[bo] or @[g]\n\nor @[eve]"),
        c.Post(by="ana", id="p2", to="s", text="words"),
        c.UpdateRecord(by="ana", id="r", fields={"Stage": "given"}, item="p3"),
        c.Post(by="ana", id="p 4/?", text="later"),
        c.Like(by="eve", item="p 4/?"),
        c.Comment(by="ana", id="c1", post="p 4/?", text="words"),
        c.Comment(by="ana", id="c2", post="p 4/?", text="words"),
    )
    made.apply(c.MarkSent(by=HOST, items=("p1",)))
    (mail,) = mails(made)
    text, page = parts(mail)

    assert "3 new posts: what you follow" == mail["Subject"]
    assert "news@example.org" == mail["From"]
    assert "Bo <bo@example.org>" == mail["To"]
    assert "Mon, 05 Jan 2026 09:00:00 +0000" == mail["Date"]
    lines = text.splitlines()
    underlined = [line for line, below in pairwise(lines) if below and set(below) == {"-"}]
    assert ["On the wall of Ana Ruiz", "The mill", "s"] == underlined
    assert "Ana Ruiz, 2026-01-05 18:00\n  later\n  1 like, 2 comments\n  https://example.org/in/p%204%2F%3F\n" in text
    assert "Stage: nothing → given" in text
    assert "every day" in text
    assert [f"https://example.org/in/{item}" for item in ("p%204%2F%3F", "p3", "p2")] == Reader(page).links
    assert HARMLESS >= Reader(page).tags


def test_what_hangs_on_a_post_is_in_the_mail() -> None:
    """Titles, links, choices, and what is shared, for who may see it; hostile ones are plain words."""
    made = world(
        c.Post(by="eve", id="p1", text="words", question=f"who? {EVIL}"),
        c.Post(by="eve", id="p2", text="which?", poll=("<b>one", "two")),
        c.Post(by="eve", id="p3", text="see", links=("https://example.org/?a=1&b=2",)),
        c.Post(by="ana", id="p4", to="ana", text="so say I"),
        c.Share(by="eve", id="p5", post="p4", text="she says"),
        c.Share(by="eve", id="p6", post="p1"),
    )
    (mail,) = mails(made)
    text, page = parts(mail)

    assert {"b", "script", "img"}.isdisjoint(Reader(page).tags)
    for line in ("○ <b>one", "○ two", "https://example.org/?a=1&b=2", "Shared from Ana Ruiz:", "“ so say I", "“ words"):
        assert f"  {line}\n" in text
        assert line in Reader(page).words
    assert "  who? <script>alert(1)</script> Bcc: all@example.org \"'&\n" in text


def test_a_mention_is_written_with_the_name_the_reader_knows() -> None:
    """Somebody out of the reader's sight keeps the id the text has."""
    made = world(
        c.Configure(by=HOST, user_visibility="private"),
        c.CreateGroup(by="ana", id="g", name="Group"),
        c.JoinGroup(by="bo", group="g"),
        c.JoinGroup(by="eve", group="g"),
        c.SetGroupFrequency(by="bo", group="g", frequency="weekly"),
        c.Post(by="ana", id="p", to="g", text="ask @[eve] in @[g]"),
        c.LeaveGroup(by="eve", group="g"),
    )
    (mail,) = mails(made, now=START + dt.timedelta(days=7))

    assert "1 new post: Group" == mail["Subject"]
    assert "  ask @eve in @Group" in parts(mail)[0].splitlines()
    assert "every week" in parts(mail)[0]


def test_a_long_digest_says_how_much_more_there_is() -> None:
    """The newest are shown (CASES J6)."""
    made = world(*[c.Post(by="ana", id=f"p{number}", text="words") for number in range(SHOWN + 3)])
    (mail,) = mails(made)
    text, page = parts(mail)

    assert "53 new posts: what you follow" == mail["Subject"]
    assert "… and 3 more" in text
    assert "… and 3 more" in Reader(page).words
    assert SHOWN == len(Reader(page).links)


@pytest.mark.parametrize(
    ("command", "subject", "words"),
    [
        (c.Post(by="ana", id="p", to="bo", text="hello"), "Ana Ruiz wrote on your wall", "hello"),
        (c.Post(by="ana", id="p", text="ask @[bo]"), "Ana Ruiz mentioned you", "ask @Bo"),
        (c.Comment(by="ana", id="c", post="mine", text="yes"), "Ana Ruiz commented on what you wrote", "yes"),
        (c.Follow(by="ana", target="bo"), "Ana Ruiz follows you now", ""),
        (c.RequestMembership(by="ana", group="club"), "Ana Ruiz asks to be let into Club", ""),
    ],
)
def test_a_notification_says_why(command: Command, subject: str, words: str) -> None:
    """And what was said, where something was."""
    made = world(
        c.Post(by="bo", id="mine", text="words"),
        c.CreateGroup(by="bo", id="club", name="Club", access="private"),
        command,
    )
    mail = mails(made)[0]

    assert subject == mail["Subject"]
    assert words in parts(mail)[0]
    assert words in Reader(parts(mail)[1]).words


def test_every_reason_has_a_sentence() -> None:
    """None is left out."""
    from collabcore.mail import _REASONS

    assert set(get_args(Reason)) == _REASONS.keys()


def test_what_went_out_of_sight_is_in_no_mail() -> None:
    """It is read with the recipient's eyes when it is written, not when it was due."""
    made = world(c.Post(by="ana", id="p", text="words"), c.Post(by="ana", id="q", to="bo", text="words"))
    due = [entry for entry in made.outbox(TOMORROW) if (entry.to == "bo" and "q" in entry.items) or "p" in entry.items]
    made.apply_all([c.Delete(by="ana", id="p"), c.Delete(by="ana", id="q")])

    assert [None, None] == [message(made, entry, sender="a@example.org", address="b@example.org") for entry in due]


# Hostile people


def test_nothing_that_people_wrote_runs_or_forges_a_header() -> None:
    """Names, titles and texts are words in the mail, and no tag, attribute or header of it."""
    made = world(
        c.CreateGroup(by="eve", id="g<b>", name=f"{EVIL[:24]}"),
        c.JoinGroup(by="bo", group="g<b>"),
        c.SetGroupFrequency(by="bo", group="g<b>", frequency="daily"),
        c.AddRecord(by="eve", id='r"><img>', type="lead", owner="eve", fields={"Name": EVIL}),
        c.Configure(by=HOST, record_visibility={"lead": "read"}, tracked_fields={"lead": ("Stage",)}),
        c.Follow(by="bo", target='r"><img>'),
        c.Post(by="eve", id='p"onclick="x', to="g<b>", text=f"{EVIL} @[<i>] #<b> </div></body>".replace("@[<i>]", "")),
        c.UpdateRecord(by="eve", id='r"><img>', fields={"Stage": EVIL}, item="moved"),
        c.Post(by="eve", id="javascript:alert(1)", to="bo", text=EVIL),
    )
    found = mails(made)
    assert 3 == len(found)
    for mail in found:
        text, page = parts(mail)
        read = Reader(page)
        raw = mail.as_bytes()
        assert HARMLESS >= read.tags
        assert {"style", "lang", "charset", "href"} >= read.attributes
        assert all(link is not None and link.startswith("https://example.org/in/") for link in read.links)
        assert HEADERS == mail.keys()
        assert not any(line.lower().startswith(b"bcc") for line in raw.splitlines())
        assert set("\u202e\x00\r\u2028").isdisjoint(text + page)
        assert "alert(1)" in read.words


def test_a_name_that_forges_an_address_is_only_a_name() -> None:
    """A hostile recipient's own name stays inside quotation marks."""
    made = world(c.Post(by="ana", id="p", to="eve", text="words"))
    mail = mails(made, "eve", START)[-1]

    assert ["eve@example.org"] == [address.addr_spec for address in mail["To"].addresses]
    assert "script" in mail["To"].addresses[0].display_name


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b", "@example.org", "a@example.org\nBcc: b@example.org", "a b@c.d"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    """Before anything is written."""
    made = world(c.Post(by="ana", id="p", to="bo", text="words"))
    (entry, *_) = [one for one in made.outbox(START) if one.to == "bo"]
    with pytest.raises(InvalidError) as found:
        message(made, entry, sender="news@example.org", address=address)

    assert "mail.address" == found.value.rule


def test_the_same_mail_twice_is_the_same_bytes() -> None:
    """So that a host that crashed may send again, and readers see one; nobody is known by name who has none."""
    made = world(c.UpdateUser(by=HOST, id="bo", name=""), c.Post(by="ana", id="p", to="bo", text="words"))
    (entry, *_) = [one for one in made.outbox(START) if one.to == "bo"]
    first, second = (
        message(made, entry, sender="news@example.org", address="bo@example.org", at=TOMORROW) for _ in range(2)
    )

    assert first is not None
    assert second is not None
    assert first.as_bytes() == second.as_bytes()
    assert first["Message-ID"].endswith("@example.org>")
    assert "bo <bo@example.org>" == first["To"]
    assert [] == Reader(parts(first)[1]).links


@pytest.mark.parametrize(
    ("written", "read"),
    [("a\tb\n c", "a b c"), ("\u202eevil", "evil"), ("\ud800x", "x"), ("👩\u200d💻 Ångström", "👩\u200d💻 Ångström")],
)
def test_clean_text_is_one_harmless_line(written: str, read: str) -> None:
    """And every other letter of every language stays."""
    assert read == clean(written)
