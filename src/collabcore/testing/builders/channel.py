"""How the commands about channel are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore.testing.builders.pool import PROFILES, Builder

__all__ = ["ADMINISTRATION", "BUILDERS"]

BUILDERS: Final[Mapping[str, Builder]] = {
    "add_queue": lambda p: {"id": p.new_id("q"), "members": p.members(), "types": ["lead"]},
    "update_queue": lambda p: {"id": p.one(p.view.queues), "members": p.members()},
    "add_network": lambda p: {"id": p.new_id("n"), "name": "Net", "profiles": [p.draw(st.sampled_from(PROFILES))]},
    "update_network": lambda p: {
        "id": p.one(p.view.networks),
        "profiles": p.draw(st.lists(st.sampled_from(PROFILES), unique=True)),
    },
    "publish_network": lambda p: {"id": p.one(p.view.networks)},
    "take_network_offline": lambda p: {"id": p.one(p.view.networks)},
}

ADMINISTRATION: Final = frozenset(
    ["add_queue", "update_queue", "add_network", "update_network", "publish_network", "take_network_offline"]
)
