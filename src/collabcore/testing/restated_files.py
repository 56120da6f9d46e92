"""Who sees a file, once more, said plainly (R 1.6c, rd 56): by whatever place shows it, the best one wins.

Part of `restatement`, which hands in what it says of the places: whether a viewer sees a post, comment or record,
and whether they read a group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from collabcore.model import File
from collabcore.testing.restated_access import is_in
from collabcore.view import View

__all__ = ["sees_file"]


def sees_file(view: View, viewer: str, file: File, sees: Callable[[str], bool]) -> bool:
    """Tell whether somebody at work sees a file; `sees` tells whether they see a place or item.

    Cost: O(facts).
    """
    if viewer == file.owner:
        return True  # its uploader (rd 56), unattached too (Q1)
    if any(is_in(view, viewer, to) for to in file.shared if to not in view.groups):
        return True  # with whom it is shared (rd 56); what is given to a role does not climb, it is no record
    return any(map(sees, _places(view, file)))  # the best place wins (R 1.6c)


def _places(view: View, file: File) -> Iterator[str]:
    """Yield where a file can be found: its home, the groups it was given to, the posts and comments that hold it."""
    if file.on is not None:
        yield file.on
    yield from (to for to in file.shared if to in view.groups)
    yield from (post.id for post in view.posts.values() if file.id in post.files)
    yield from (comment.id for comment in view.comments.values() if file.id in comment.files)
