"""Networks, told by their events."""

from __future__ import annotations

import attrs

from collabcore import events as ev
from collabcore import model
from collabcore.testing.reference.base import Facts

__all__ = ["ChannelTwin"]


class ChannelTwin(Facts):
    """Networks, told by their events."""

    def __init__(self) -> None:
        super().__init__()
        self.networks: dict[str, model.Network] = {}

    def _apply_channel(self, event: ev.Event) -> None:
        match event:
            case ev.NetworkAdded(network=network):
                self._add(self.networks, network)
            case ev.NetworkUpdated(id=network_id, profiles=profiles):
                self.networks[network_id] = attrs.evolve(self.networks[network_id], profiles=profiles)
            case ev.NetworkStateSet(id=network_id, state=state):
                self.networks[network_id] = attrs.evolve(self.networks[network_id], state=state)
            case _:
                pass
