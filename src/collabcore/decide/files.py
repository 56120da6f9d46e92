"""Files: adding, changing, sharing and deleting them, and attaching them to what one writes (READINGS 56)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from collabcore import commands as c
from collabcore import events as e
from collabcore import files, groups
from collabcore.decide.asking import Ask, handles
from collabcore.decide.people import changes_of, known_target
from collabcore.model import File, Group, Record, User, Version
from collabcore.shapes import frozen_mapping

__all__ = ["attached", "few_files"]

_SIZE_LIMIT = 2 * 1024**3
_TITLE_LIMIT = 255
_FILES_LIMIT = 10


def attached(ask: Ask, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the files somebody wants to attach, each once; attaching needs sight of the file (READINGS 56).

    Cost: O(files).

    Raises:
        NotFoundError: One is not there, or the actor may not know of it.
    """
    return tuple(dict.fromkeys(ask.file(file).id for file in wanted))


def few_files(ask: Ask, wanted: Sequence[str]) -> None:
    """Refuse more than ten files in one place (RULES 4.1). Cost: O(1)."""
    ask.below(len(wanted) - 1, _FILES_LIMIT, f"`{len(wanted)}` files are too many", "file.limit")


def _sensible_size(ask: Ask, size: int) -> None:
    fits = 0 <= size <= _SIZE_LIMIT
    ask.sensible(fits, f"a file has 0 to `{_SIZE_LIMIT}` bytes, not `{size}`", "file.size")


def _sensible_title(ask: Ask, title: str) -> None:
    ask.sensible(bool(title.strip()), f"a file needs a title, not `{title}`", "file.title")
    ask.sensible(
        len(title) <= _TITLE_LIMIT,
        f"a title has at most `{_TITLE_LIMIT}` characters, not `{len(title)}`",
        "file.title",
    )


@handles(c.AddFile)
def add_file(ask: Ask, command: c.AddFile) -> Iterator[e.Event]:
    """Add a file: for oneself, in a group one may post in, or on a record one reads."""
    home = None if command.on is None else ask.known((Group, Record), command.on)  # type: ignore[arg-type]
    owner = ask.person("own a file")
    _sensible_title(ask, command.title)
    _sensible_size(ask, command.size)
    ask.sensible(bool(command.media_type.strip()), "a file needs a media type", "file.media_type")
    if isinstance(home, Group):
        _may_put_in(ask, home)
    made = File(
        id=ask.new_id(command.id),
        owner=owner.id,
        title=command.title,
        media_type=command.media_type,
        versions=(Version(size=command.size, by=owner.id, at=ask.at),),
        on=command.on,
    )
    yield ask.event(e.FileAdded, file=made)


def _may_put_in(ask: Ask, group: Group) -> None:
    """Refuse whoever may not post in a group, and an archived one (RULES 1.6b, 2.5)."""
    allowed = ask.actor is None or groups.may_post_in(ask.view, ask.actor, group)
    ask.may(allowed, f"`{ask.by}` may put nothing in `{group.id}`", "post.not_here")
    ask.possible(not group.archived, f"`{group.id}` is archived", "group.archived")


def _may_edit(ask: Ask, file: File) -> None:
    allowed = ask.actor is None or files.may_edit(ask.view, ask.actor, file)
    ask.may(allowed, f"`{ask.by}` may not change `{file.id}`", "file.not_yours")


@handles(c.AddFileVersion)
def add_file_version(ask: Ask, command: c.AddFileVersion) -> Iterator[e.Event]:
    """Bring a new version."""
    file = ask.file(command.id)
    user = ask.person("bring a version")
    _sensible_size(ask, command.size)
    _may_edit(ask, file)
    yield ask.event(e.FileVersionAdded, id=file.id, version=Version(size=command.size, by=user.id, at=ask.at))


@handles(c.UpdateFile)
def update_file(ask: Ask, command: c.UpdateFile) -> Iterator[e.Event]:
    """Rename, describe, tag."""
    file = ask.file(command.id)
    changes = changes_of(command, file, ("title", "description", "tags"))
    _sensible_title(ask, str(changes.get("title", file.title)))
    blank = next((tag for tag in command.tags if not tag.strip()), None) if command.tags is not c.UNSET else None
    ask.sensible(blank is None, f"a tag says something, not `{blank}`", "file.tag")
    _may_edit(ask, file)
    if changes:
        yield ask.event(e.FileUpdated, id=file.id, changes=frozen_mapping(changes))


@handles(c.ShareFile)
def share_file(ask: Ask, command: c.ShareFile) -> Iterator[e.Event]:
    """Give a file to a group one may post in, or to people, as whoever sees it may (RULES 1.6c)."""
    file = ask.file(command.id)
    to = _receiver(ask, command.to)
    if command.to in (file.owner, file.on, *file.shared):
        return
    if isinstance(to, Group):
        _may_put_in(ask, to)
    elif to is not None:
        ask.active(to)
    yield ask.event(e.FileShared, id=file.id, to=command.to)


def _receiver(ask: Ask, to: str) -> Group | User | None:
    return ask.group(to) if to in ask.view.groups else known_target(ask, to)


@handles(c.DeleteFile)
def delete_file(ask: Ask, command: c.DeleteFile) -> Iterator[e.Event]:
    """Delete a file, wherever it is."""
    file = ask.file(command.id)
    allowed = ask.actor is None or files.may_delete(ask.view, ask.actor, file)
    ask.may(allowed, f"`{ask.by}` may not delete `{file.id}`", "file.not_yours")
    yield ask.event(e.FileDeleted, id=file.id)
