"""A weekly digest as mail: plain text on the screen, HTML in a file, and with a browser at hand a picture of it.

Run `python examples/weekly_digest.py`, or with a folder: `python examples/weekly_digest.py docs/images` writes
`weekly-digest.html` there, and `weekly-digest.png` where a Chromium is installed.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import attrs

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.mail import message

MONDAY = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
NAMES = {
    "aniyah": "Aniyah Thompson",
    "jose": "José Figueroa",
    "sofia": "Sofia <script>alert(1)</script>",
    "lea": "Léa Roux",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZE = "720,770"


def week() -> Engine:
    """Return a week in a fundraising team; one of them has chosen a hostile name."""
    made = Engine(clock=lambda: MONDAY)
    made.apply_all(
        [
            *(c.AddUser(by=HOST, id=who, name=name) for who, name in NAMES.items()),
            c.Configure(by=HOST, tracked_fields={"opportunity": ("Stage",)}, record_visibility={"opportunity": "read"}),
            c.Configure(by=HOST, zone="Europe/Madrid", digest_frequency="weekly"),
            *(c.Follow(by="lea", target=who) for who in ("aniyah", "jose", "sofia")),
            c.AddRecord(by="jose", id="mill", type="opportunity", owner="jose", fields={"Name": "The old mill, roof"}),
            c.Follow(by="lea", target="mill"),
        ]
    )
    talk: list[c.Command] = [
        c.Post(
            by="aniyah",
            id="p1",
            text="The spring appeal is at the printer. Thank you @[jose], and whoever read the proofs.",
        ),
        c.Post(
            by="jose",
            id="p2",
            to="mill",
            text="Met the trustees.\nThey ask for <b>three</b> quotes & a plan until March.",
        ),
        c.Comment(by="aniyah", id="c1", post="p2", text="I know a roofer."),
        c.Comment(by="sofia", id="c2", post="p2", text="So do I."),
        c.Like(by="sofia", item="p2"),
        c.UpdateRecord(by="jose", id="mill", fields={"Stage": "Proposal"}, item="p3"),
        c.Post(by="sofia", id="p4", text='A harmless post: <img src=x onerror="alert(1)"> and "quotes".'),
        c.Like(by="jose", item="p4"),
    ]
    for number, command in enumerate(talk):
        made.apply(attrs.evolve(command, at=MONDAY + (9 * number + 1) * HOUR))
    return made


def digest(made: Engine) -> EmailMessage:
    """Return Léa's digest of the week, as it is due on the Monday after."""
    monday = MONDAY + dt.timedelta(days=7)
    (due,) = (entry for entry in made.outbox(monday) if entry.to == "lea" and entry.kind == "digest")
    mail = message(
        made, due, sender="news@example.org", address="lea@example.org", site="https://example.org", at=monday
    )
    if mail is None:
        raise LookupError("a week with posts has a digest")
    return mail


def main(folder: str | None) -> None:
    """Print the plain text, and write the rest into a folder if one is named."""
    plain, page = digest(week()).iter_parts()
    print(plain.get_content())
    if folder is not None:
        path = Path(folder).resolve() / "weekly-digest.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.get_content(), encoding="utf-8")
        browser = next(filter(None, map(shutil.which, BROWSERS)), None)
        if browser is not None:
            shot = f"--screenshot={path.with_suffix('.png')}"
            flags = ("--headless", "--no-sandbox", "--disable-gpu", f"--window-size={SIZE}")
            subprocess.run([browser, *flags, shot, path.as_uri()], check=True, capture_output=True)  # noqa: S603


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
