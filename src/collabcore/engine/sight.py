"""Who sees what, and why."""

from __future__ import annotations

from collabcore import records, visibility, whatif
from collabcore.engine.core import Core
from collabcore.explaining import Verdict, explain
from collabcore.feedreasons import InFeed, why_in_feed
from collabcore.model import Level
from collabcore.whatif import Remedy

__all__ = ["SightQuestions"]


class SightQuestions(Core):
    """Who sees what, and why."""

    def can_see(self, user: str, item: str) -> bool:
        """Tell whether a user may see a post or comment, or may know of a person, group or record.

        Unknown users see nothing, and nobody sees unknown things (READINGS 85).

        Cost: O(1).

        Source: RULES 1.1.
        """
        return visibility.can_see(self._store, user, item)

    def explain(self, user: str, item: str) -> Verdict:
        """Return whether a user may see an item, by which rule, and through which facts.

        Cost: O(rows + facts).

        Raises:
            NotFoundError: There is no such user or item.
        """
        return explain(self._store, user, item)

    def audience(self, item: str) -> frozenset[str]:
        """Return everyone who may see an item.

        Cost: O(audience).

        Raises:
            NotFoundError: There is no such item.
        """
        return visibility.audience(self._store, item)

    def visible_posts(self, user: str) -> frozenset[str]:
        """Return every post a user may see.

        Cost: O(keys + result).

        Raises:
            NotFoundError: There is no such user.
        """
        self._known(user, self._store.users)
        return visibility.visible_posts(self._store, user)

    def access(self, user: str, record: str) -> Level:
        """Return how far a user may go with a record (RULES 8.1).

        Cost: O(shares).

        Raises:
            NotFoundError: There is no such user or record.
        """
        self._known(user, self._store.users)
        self._known(record, self._store.records)
        return records.access(self._store, user, self._store.records[record])

    def explain_access(self, user: str, record: str) -> Verdict:
        """Return whether a user may read a record, and every grant that counts, the strongest first.

        Cost: O(shares).

        Raises:
            NotFoundError: There is no such user or record.
        """
        self._known(user, self._store.users)
        self._known(record, self._store.records)
        return explain(self._store, user, record)

    def explain_feed(self, user: str, post: str, kind: str = "following", of: str | None = None) -> InFeed:
        """Return whether a post stands in a user's feed, by which rule, through what, and how much it matters.

        What keeps it out is told by its rule: the rule table's where the user may not see it, else `feed.own_change`,
        `feed.too_old`, `feed.archived`, `feed.not_followed` …

        Cost: O(follows + memberships + comments).

        Source: RULES 1.7.

        Raises:
            NotFoundError: There is no such user or post, or `of` is nothing the user knows of.
            InvalidError: An unknown kind, or `of` where none belongs.
        """
        self._known(user, self._store.users)
        self._known(post, self._store.posts)
        if not visibility.can_see(self._store, user, post):
            return InFeed(in_feed=False, rule=explain(self._store, user, post).rule)
        return why_in_feed(self._store, user, post, kind, of, self.now())

    def remedies(self, user: str, item: str) -> tuple[Remedy, ...]:
        """Return the single changes that would let a user see an item, and who could make each; none for a yes.

        Cost: O(facts) for each that is tried.

        Raises:
            NotFoundError: There is no such user or item.
        """
        explain(self._store, user, item)
        return tuple(whatif.remedies(self._store, user, item))
