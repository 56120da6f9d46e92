"""What events about files do to the store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from collabcore import events as e
from collabcore._store.fold.table import evolved, on

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__ = ["drop_files", "hold", "let_go", "release"]


@on(e.FileAdded)
def file_added(store: Store, event: e.FileAdded) -> None:
    """A file is seen by its owner, and where it is."""
    file = event.file
    store.used.add(file.id)
    store.files[file.id] = file
    if file.on is not None:
        store.files_in.setdefault(file.on, {})[file.id] = None


@on(e.FileVersionAdded)
def file_version_added(store: Store, event: e.FileVersionAdded) -> None:
    """Earlier versions are kept."""
    file = store.files[event.id]
    store.files[event.id] = attrs.evolve(file, versions=(*file.versions, event.version))


@on(e.FileUpdated)
def file_updated(store: Store, event: e.FileUpdated) -> None:
    """Other words for the same file."""
    store.files[event.id] = evolved(store.files[event.id], event.changes)


@on(e.FileShared)
def file_shared(store: Store, event: e.FileShared) -> None:
    """One place more."""
    file = store.files[event.id]
    store.files[event.id] = attrs.evolve(file, shared=(*file.shared, event.to))
    if event.to in store.groups:
        store.files_in.setdefault(event.to, {})[event.id] = None


@on(e.FileDeleted)
def file_deleted(store: Store, event: e.FileDeleted) -> None:
    """What held the file holds it no more; its id stays used."""
    drop_files(store, (event.id,))


def drop_files(store: Store, gone: Iterable[str]) -> None:
    """Take files out of everywhere. Cost: O(what holds and follows them)."""
    for file_id in gone:
        for item in store.held_by.pop(file_id, ()):
            _without(store, item, file_id)
        for user in store.follower_of.pop(file_id, ()):
            del store.follow_of[user][file_id]
        file = store.files.pop(file_id)
        for place in {file.on, *file.shared} & store.files_in.keys():
            store.files_in[str(place)].pop(file_id, None)


def _without(store: Store, item: str, file: str) -> None:
    if item in store.comments:
        comment = store.comments[item]
        store.comments[item] = attrs.evolve(comment, files=tuple(one for one in comment.files if one != file))
        return
    post = store.posts[item]
    store.posts[item] = attrs.evolve(post, files=tuple(one for one in post.files if one != file))
    store.timelines.drop_source(item, f"holds:{file}")


def let_go(store: Store, place: str, *, home: bool) -> None:
    """Take a place away from its files: with a group (`home`) go those it is the home of, a record leaves them.

    Cost: O(its files, and what holds them).
    """
    here = list(store.files_in.pop(place, ()))
    at_home = [file for file in here if store.files[file].on == place]
    for file_id in here:
        file = store.files[file_id]
        shared = tuple(to for to in file.shared if to != place)
        store.files[file_id] = attrs.evolve(file, on=None if file.on == place else file.on, shared=shared)
    if home:
        drop_files(store, at_home)


def hold(store: Store, item: str, files: Iterable[str]) -> None:
    """Note what a new post or comment holds. Cost: O(files)."""
    for file in files:
        store.held_by.setdefault(file, {})[item] = None


def release(store: Store, item: str, files: Iterable[str]) -> None:
    """Forget what a deleted post or comment held. Cost: O(files)."""
    for file in files:
        del store.held_by[file][item]
