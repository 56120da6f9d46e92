"""What each event does to the store: one small function per event, no judgment in any."""

from collabcore._store.fold import (
    activities,
    badges,
    channel,
    files,
    groups,
    ideas,
    marks,
    news,
    partners,
    people,
    posts,
    recognition,
    records,
    rewards,
    routing,
    scoring,
    talk,
    topics,
)
from collabcore._store.fold.badges import remember
from collabcore._store.fold.table import HANDLERS, evolved
from collabcore._store.fold.talk import sources_of

__all__ = [
    "HANDLERS",
    "activities",
    "badges",
    "channel",
    "evolved",
    "files",
    "groups",
    "ideas",
    "marks",
    "news",
    "partners",
    "people",
    "posts",
    "recognition",
    "records",
    "remember",
    "rewards",
    "routing",
    "scoring",
    "sources_of",
    "talk",
    "topics",
]
