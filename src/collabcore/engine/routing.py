"""Who gets a record, and why."""

from __future__ import annotations

from collabcore import routing
from collabcore.engine.core import Core
from collabcore.model import Assignment

__all__ = ["RoutingQuestions"]


class RoutingQuestions(Core):
    """Who gets a record, and why."""

    def eligible(self, user: str, lead: str, network: str) -> tuple[str, ...]:
        """Return why a lead may not go to a user through a network, in the order of READINGS 33; empty when it may.

        Cost: O(1).

        Raises:
            NotFoundError: There is no such user, record or network.
        """
        store = self._store
        self._known(user, store.users)
        self._known(lead, store.records)
        self._known(network, store.networks)
        return routing.ineligible(store, store.users[user], store.networks[network])

    def explain_assignment(self, record: str) -> Assignment:
        """Return how a record came to its owner, or why nobody could have it, as it was decided then.

        It names the entry of the rules that matched and why the others did not, and whose turn it was.

        Cost: O(1).

        Raises:
            NotFoundError: There is no such record.
        """
        self._known(record, self._store.records)
        found, made = self._store.records[record], self._store.assignment(record)
        if made is not None:
            return made
        by = found.creator or ""
        return Assignment(record=record, by=by, at=found.created_at, how="created", to=found.owner, owner=found.owner)

    def stranded(self, type: str = "lead") -> tuple[str, ...]:
        """Return the open records of a type that people own who are away: what to `assign` to others.

        Cost: O(people + result).
        """
        return routing.stranded(self._store, type)
