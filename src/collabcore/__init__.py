"""A workplace-collaboration engine in pure Python: who sees what and why, feeds, completeness scores and points."""

from typing import Final

from collabcore import commands, errors, events
from collabcore.engine import Engine
from collabcore.errors import (
    CollabError,
    ConflictError,
    InconsistentError,
    InvalidError,
    LimitError,
    NotAllowedError,
    NotFoundError,
    Problem,
)
from collabcore.explaining import Verdict
from collabcore.feeds import InFeed
from collabcore.model import HOST, Level
from collabcore.viewer import Page, Points, Viewer

__all__ = [
    "HOST",
    "RULES_VERSION",
    "CollabError",
    "ConflictError",
    "Engine",
    "InFeed",
    "InconsistentError",
    "InvalidError",
    "Level",
    "LimitError",
    "NotAllowedError",
    "NotFoundError",
    "Page",
    "Points",
    "Problem",
    "Verdict",
    "Viewer",
    "__version__",
    "commands",
    "errors",
    "events",
]

__version__: Final = "0.1.0"

RULES_VERSION: Final = "1"
"""The version of the *meaning*: it grows when a decision, a feed's order or a score may come out differently."""
