"""A workplace-collaboration engine in pure Python: who sees what and why, feeds, completeness scores and points."""

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
from collabcore.feedreasons import InFeed
from collabcore.model import HOST, Level
from collabcore.version import RULES_VERSION, __version__
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
