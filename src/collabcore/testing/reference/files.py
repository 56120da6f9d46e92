"""Files, told by their events."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import attrs

from collabcore import events as ev
from collabcore import model
from collabcore.testing.reference.conversation import ConversationTwin
from collabcore.testing.reference.parts import changed

__all__ = ["FilesTwin"]


class FilesTwin(ConversationTwin):
    """Files, told by their events; what was said is told first, so that places are gone before their files are."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, model.File] = {}

    def _apply_files(self, event: ev.Event) -> None:
        match event:
            case ev.FileAdded(file=file):
                self._add(self.files, file)
            case ev.FileVersionAdded(id=file_id, version=version):
                before = self.files[file_id]
                self.files[file_id] = attrs.evolve(before, versions=(*before.versions, version))
            case ev.FileUpdated(id=file_id, changes=changes):
                self.files[file_id] = changed(self.files[file_id], changes)
            case ev.FileShared(id=file_id, to=to):
                before = self.files[file_id]
                self.files[file_id] = attrs.evolve(before, shared=(*before.shared, to))
            case _:
                pass

    def _apply_ends_of_files(self, event: ev.Event) -> None:
        match event:
            case ev.FileDeleted(id=file_id):
                self._lose([file_id])
            case ev.GroupDeleted(id=group):
                self._lose([file.id for file in self.files.values() if file.on == group])
                for file in list(self.files.values()):
                    others = tuple(to for to in file.shared if to != group)
                    self.files[file.id] = attrs.evolve(file, shared=others)
            case ev.RecordDeleted(id=record) | ev.RecordsMerged(record=record):
                for file in list(self.files.values()):
                    if file.on == record:
                        self.files[file.id] = attrs.evolve(file, on=None)
            case _:
                pass

    def _lose(self, gone: Iterable[str]) -> None:
        """Take files away, and out of what holds and follows them."""
        gone = set(gone)
        self.files = {file.id: file for file in self.files.values() if file.id not in gone}
        for post in self.posts.values():
            self.posts[post.id] = attrs.evolve(post, files=tuple(one for one in post.files if one not in gone))
        for comment in self.comments.values():
            left = tuple(one for one in comment.files if one not in gone)
            self.comments[comment.id] = attrs.evolve(comment, files=left)
        self._follows = {pair: None for pair in self._follows if pair[1] not in gone}

    def holding(self, file: str) -> AbstractSet[str]:
        """Return the posts and comments that hold a file, oldest first. Cost: O(events)."""
        made = (
            event.post.id if isinstance(event, ev.Posted) else event.comment.id
            for event in self.events
            if isinstance(event, (ev.Posted, ev.Commented))
        )
        items: dict[str, model.Post | model.Comment] = {**self.posts, **self.comments}
        return dict.fromkeys(item for item in made if item in items and file in items[item].files).keys()
