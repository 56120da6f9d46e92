"""Where events are kept, in order: the only thing that is ever stored.

A journal is a small port: append at an expected position, read from a position.
An append at another position than the end is refused, so two writers cannot both believe they were first.
`MemoryJournal` lives as long as its process, `SqliteJournal` in a file, `PastJournal` is a history that has ended.
"""

from collabcore.journal.memory import Journal, MemoryJournal, PastJournal
from collabcore.journal.sqlite import SqliteJournal

__all__ = ["Journal", "MemoryJournal", "PastJournal", "SqliteJournal"]
