"""What the host takes and sends."""

from __future__ import annotations

import datetime as dt

from collabcore import digests
from collabcore.digests import OutboxEntry
from collabcore.engine.core import Core
from collabcore.shapes import read_time

__all__ = ["MailQuestions"]


class MailQuestions(Core):
    """What the host takes and sends."""

    def outbox(self, now: dt.datetime | str | None = None) -> tuple[OutboxEntry, ...]:
        """Return the mails that are due: notices, oldest first, then digests, person by person.

        Asking changes nothing: an entry is due, by the same id, until `mark_sent` confirms it. A digest takes in what
        is posted meanwhile, and is then another one, by another id.

        Cost: O(unconfirmed notices + people + what their due digests read).

        Source: RULES 7, READINGS 16, 29, 77.

        Args:
            now: An aware moment, or its ISO 8601 text; the engine's clock when left out.

        Raises:
            InvalidError: No moment, or one without a time zone.
        """
        return digests.outbox(self._store, self.now() if now is None else read_time(now, "now"))
