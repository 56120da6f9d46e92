"""Who may do what with a file they see (RULES 1.6c, READINGS 56).

Rule 1: these judgments come after sight; each assumes that the actor sees the file.
Rule 2: whoever sees a file may pass it on: attach it, and share it. Changing and deleting it takes more.
"""

from __future__ import annotations

from collabcore import groups, records
from collabcore.model import File, Group, Level, Record, User
from collabcore.view import View

__all__ = ["may_delete", "may_edit"]


def may_edit(view: View, user: User, file: File) -> bool:
    """Tell whether a user may bring new versions of a file and rename it.

    Its owner, whoever runs the group or may edit the record it is on, and the administrators of all data.

    Cost: O(grants).
    """
    return _has(view, user, file, Level.EDIT)


def may_delete(view: View, user: User, file: File) -> bool:
    """Tell whether a user may delete a file.

    Its owner, whoever runs the group or owns the record it is on, and the administrators of all data.

    Cost: O(grants).
    """
    return _has(view, user, file, Level.ALL)


def _has(view: View, user: User, file: File, level: Level) -> bool:
    if file.owner == user.id or groups.permits(user, "modify_all_data"):
        return True
    home = None if file.on is None else view.thing(file.on)
    if isinstance(home, Group):
        return groups.runs(view, user, home)
    return isinstance(home, Record) and records.access(view, user.id, home) >= level
