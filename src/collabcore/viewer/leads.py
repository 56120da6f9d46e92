"""What waits for me: the leads I own, and what lies in a queue."""

from __future__ import annotations

from collections.abc import Iterable

from collabcore import cards
from collabcore.cards import RecordCard
from collabcore.errors import not_found
from collabcore.viewer.window import Window

__all__ = ["LeadQuestions"]


class LeadQuestions(Window):
    """What waits for me: the leads I own, and what lies in a queue."""

    def lead_inbox(self) -> tuple[RecordCard, ...]:
        """Return the leads I own that are not converted, in the order they came; `unread` until I open or save them.

        Cost: O(records I own).

        Source: RULES 9 `[SEED3]`.
        """
        owned = (self._view.records[record] for record in self._view.owned(self._user))
        return self._cards(lead.id for lead in owned if lead.type == "lead" and not lead.converted)

    def queue(self, id: str) -> tuple[RecordCard, ...]:
        """Return what lies in a queue, as far as I may read it, in the order it came.

        Cost: O(records in the queue).

        Raises:
            NotFoundError: There is no such queue.
        """
        if id not in self._view.queues:
            raise not_found(id)
        return self._cards(self._view.owned(id))

    def _cards(self, records: Iterable[str]) -> tuple[RecordCard, ...]:
        return tuple(cards.card(self._view, self._user, each) for each in records if self.can_see(each))  # type: ignore[misc]
