"""How the commands about ideas are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore.testing.builders.pool import Builder

__all__ = ["ADMINISTRATION", "BUILDERS"]

BUILDERS: Final[Mapping[str, Builder]] = {
    "post_idea": lambda p: {"id": p.new_id("i"), "title": p.draw(st.sampled_from(["Longer days", "Longer days", " "]))},
    "vote_idea": lambda p: {"idea": p.one(p.view.ideas), "up": p.draw(st.booleans())},
    "set_idea_status": lambda p: {
        "idea": p.one(p.view.ideas),
        "status": p.draw(st.sampled_from(["planned", "implemented", "retired"])),
    },
    "merge_ideas": lambda p: {"idea": p.one(p.view.ideas), "into": p.one(p.view.ideas)},
}

ADMINISTRATION: Final = frozenset(["set_idea_status", "merge_ideas"])
