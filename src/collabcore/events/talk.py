"""Which events are only talk, and what each of them touches: what may be remembered across them hangs on this table.

Rule 1: talk makes things, and changes nobody's sight of anything there was.
Rule 2: it changes the cards of one post at most; an event without a row may change anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from collabcore.events.base import Event
from collabcore.events.conversation import Commented, Liked, Posted, Unliked

__all__ = ["TALK"]

TALK: Final[Mapping[type[Event], Callable[[Any], str]]] = {
    Posted: lambda event: event.post.id,
    Commented: lambda event: event.comment.post,
    Liked: lambda event: event.item,
    Unliked: lambda event: event.item,
}
"""For each event that is only talk, how to read from it the post or comment that it touches."""
