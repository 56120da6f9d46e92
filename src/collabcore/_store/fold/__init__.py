"""What each event does to the store: one small function per event, no judgment in any."""

from collabcore._store.fold import activities, channel, groups, ideas, news, people, recognition, records, scoring, talk
from collabcore._store.fold.table import HANDLERS, evolved
from collabcore._store.fold.talk import sources_of

__all__ = [
    "HANDLERS",
    "activities",
    "channel",
    "evolved",
    "groups",
    "ideas",
    "news",
    "people",
    "recognition",
    "records",
    "scoring",
    "sources_of",
    "talk",
]
