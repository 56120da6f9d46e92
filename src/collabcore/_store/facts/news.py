"""What the store keeps of a subject: what people were told, what they read, and how often they want mail."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from collabcore._store.facts.table import NOBODY
from collabcore.model import DigestFrequency, Frequency, Mark, Notice, Settings

__all__ = ["NewsFacts"]


class NewsFacts:
    """What people were told, what they read, and how often they want mail."""

    settings: Settings

    def __init__(self) -> None:
        """Start with nothing told."""
        super().__init__()
        self.notices: dict[str, Notice] = {}
        self.told_to: dict[str, dict[str, None]] = {}
        self.read_by: dict[str, dict[str, None]] = {}
        self.frequencies: dict[str, dict[str, Frequency]] = {}
        self.wanting: dict[str, dict[str, None]] = {}
        self.digests: dict[str, DigestFrequency] = {}
        self.marks: dict[str, dict[str | None, Mark]] = {}
        self.to_mail: dict[str, None] = {}

    def tell(self, notice: Notice) -> None:
        """Keep what somebody is told; of one thing told twice, the later reason. Cost: O(1)."""
        self.notices[notice.id] = notice
        self.told_to.setdefault(notice.to, {})[notice.id] = None
        if notice.mailed:
            self.to_mail[notice.id] = None

    def told(self, user: str) -> Sequence[str]:
        """Return what a user was told."""
        return tuple(self.told_to.get(user, NOBODY))

    def read(self, user: str) -> AbstractSet[str]:
        """Return what a user marked as read."""
        return self.read_by.get(user, NOBODY).keys()

    def frequency(self, group: str, user: str) -> Frequency:
        """Return how often a member chose to be written to."""
        return self.frequencies[group][user]

    def every_post(self, group: str) -> AbstractSet[str]:
        """Return who chose to be told of every post."""
        return self.wanting.get(group, NOBODY).keys()

    def digest_frequency(self, user: str) -> DigestFrequency:
        """Return how often a user's own digest comes."""
        return self.digests.get(user, self.settings.digest_frequency)

    def mark(self, user: str, group: str | None) -> Mark:
        """Return how far a user's digests have come."""
        return self.marks[user][group]

    @property
    def unsent(self) -> AbstractSet[str]:
        """The notices to be mailed."""
        return self.to_mail.keys()
