"""The one mutable thing: facts folded from events, and the indexes kept beside them."""

from collabcore._store.check import check
from collabcore._store.copying import borrowed
from collabcore._store.store import Store

__all__ = ["Store", "borrowed", "check"]
