"""What events about queues and networks do to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from collabcore import events as e
from collabcore._store.fold.table import name_members, on
from collabcore.model import Network

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__: list[str] = []


@on(e.QueueAdded)
def queue_added(store: Store, event: e.QueueAdded) -> None:
    """Whom a queue names holds its key."""
    store.used.add(event.queue.id)
    store.queues[event.queue.id] = event.queue
    name_members(store, event.queue.id, (), event.queue.members)


@on(e.QueueUpdated)
def queue_updated(store: Store, event: e.QueueUpdated) -> None:
    """Other members, other holders."""
    before = store.queues[event.id]
    store.queues[event.id] = attrs.evolve(before, members=event.members)
    name_members(store, event.id, before.members, event.members)
    store.sight.changed(("queues", event.id))


@on(e.NetworkAdded)
def network_added(store: Store, event: e.NetworkAdded) -> None:
    """A network in preview opens nothing."""
    store.used.add(event.network.id)
    store.networks[event.network.id] = event.network


@on(e.NetworkUpdated)
def network_updated(store: Store, event: e.NetworkUpdated) -> None:
    """Other profiles, other members."""
    _put_network(store, attrs.evolve(store.networks[event.id], profiles=event.profiles))


@on(e.NetworkStateSet)
def network_state_set(store: Store, event: e.NetworkStateSet) -> None:
    """Only a live network has members."""
    _put_network(store, attrs.evolve(store.networks[event.id], state=event.state))


def _put_network(store: Store, network: Network) -> None:
    store.networks[network.id] = network
    store.sight.changed(("networks", network.id))
