"""What an organisation holds its data to: how fresh, how unique, what must fit together."""

from __future__ import annotations

from typing import Literal

import attrs

from collabcore.model.records import Criterion
from collabcore.shapes import Told

__all__ = ["Consistency", "Dimension", "Timeliness"]

Dimension = Literal["completeness", "validity", "timeliness", "uniqueness", "consistency", "integrity", "accuracy"]
"""What the quality of data is measured in (SCORING 1.5)."""


@attrs.frozen(repr=False)
class Timeliness(Told):
    """The field that says when a record was last verified, and for how many days that holds."""

    field: str
    days: int


@attrs.frozen(kw_only=True, repr=False)
class Consistency(Told):
    """Two fields that must fit together: where the first criteria hold, the others must hold too."""

    where: tuple[Criterion, ...]
    then: tuple[Criterion, ...]
