"""How the fields of every command are drawn: they name what is there in a world, and now and then what is not.

One file per subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from collabcore.testing.builders import (
    activities,
    badges,
    channel,
    conversation,
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
    topics,
)
from collabcore.testing.builders.pool import FIELDS, NOBODY, PROFILES, TYPES, Builder, Draw, Pool, permissions, values

__all__ = [
    "ADMINISTRATION",
    "BUILDERS",
    "FIELDS",
    "NOBODY",
    "PROFILES",
    "TALK",
    "TYPES",
    "Draw",
    "Pool",
    "permissions",
    "values",
]

BUILDERS: Final[Mapping[str, Builder]] = {
    **people.BUILDERS,
    **groups.BUILDERS,
    **conversation.BUILDERS,
    **files.BUILDERS,
    **records.BUILDERS,
    **channel.BUILDERS,
    **partners.BUILDERS,
    **routing.BUILDERS,
    **scoring.BUILDERS,
    **marks.BUILDERS,
    **topics.BUILDERS,
    **news.BUILDERS,
    **activities.BUILDERS,
    **recognition.BUILDERS,
    **ideas.BUILDERS,
    **badges.BUILDERS,
    **rewards.BUILDERS,
    **posts.BUILDERS,
}
"""How to draw the fields of every command; a test makes sure that no command is missing."""

ADMINISTRATION: Final = frozenset().union(
    activities.ADMINISTRATION,
    channel.ADMINISTRATION,
    conversation.ADMINISTRATION,
    groups.ADMINISTRATION,
    partners.ADMINISTRATION,
    people.ADMINISTRATION,
    records.ADMINISTRATION,
    routing.ADMINISTRATION,
    scoring.ADMINISTRATION,
    recognition.ADMINISTRATION,
    ideas.ADMINISTRATION,
    badges.ADMINISTRATION,
    rewards.ADMINISTRATION,
)
"""What the host does more often than not."""

TALK: Final = ("post", "comment", "comment", "review", "follow", "share_record", "update_record", "join_group")
