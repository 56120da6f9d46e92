"""Queues and networks: the common piles of records, and the communities outsiders come through.

Queues are changed by whoever holds `assign_records` or `modify_all_data`, networks by the latter alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from collabcore import commands as c
from collabcore import events as e
from collabcore.decide.asking import Ask, handles
from collabcore.decide.people import active_members, members_of_set, plain_id
from collabcore.decide.presence import welcomes
from collabcore.model import Network, Queue

__all__: list[str] = []


@handles(c.AddQueue)
def add_queue(ask: Ask, command: c.AddQueue) -> Iterator[e.Event]:
    """Add a pile of records of some types that its members take from."""
    members = members_of_set(ask, command.members)
    plain_id(ask, command.id)
    types = tuple(dict.fromkeys(command.types))
    named = bool(types) and all(kind.strip() for kind in types)
    ask.sensible(named, "a queue needs the types of records it takes", "queue.types")
    ask.needs("assign_records", "modify_all_data")
    active_members(ask, members)
    queue = Queue(id=ask.new_id(command.id), members=members, types=types, notify=command.notify)
    yield ask.event(e.QueueAdded, queue=queue)


@handles(c.UpdateQueue)
def update_queue(ask: Ask, command: c.UpdateQueue) -> Iterator[e.Event]:
    """Change who takes from a queue."""
    queue = ask.known(Queue, command.id)
    members = members_of_set(ask, command.members)
    ask.needs("assign_records", "modify_all_data")
    active_members(ask, members, queue.members)
    if set(members) != set(queue.members):
        yield ask.event(e.QueueUpdated, id=queue.id, members=members)


@handles(c.AddNetwork)
def add_network(ask: Ask, command: c.AddNetwork) -> Iterator[e.Event]:
    """Add a community in preview: it has no members until it is live (RULES 9)."""
    ask.sensible(bool(command.name.strip()), f"a network needs a name, not `{command.name}`", "network.name")
    ask.needs("modify_all_data")
    profiles = tuple(dict.fromkeys(command.profiles))
    network = Network(id=ask.new_id(command.id), name=command.name, profiles=profiles)
    yield ask.event(e.NetworkAdded, network=network)


@handles(c.UpdateNetwork)
def update_network(ask: Ask, command: c.UpdateNetwork) -> Iterator[e.Event]:
    """Change whose profiles belong to a network, in whatever state it is."""
    network = ask.known(Network, command.id)
    ask.needs("modify_all_data")
    if set(command.profiles) != set(network.profiles):
        after = attrs.evolve(network, profiles=tuple(dict.fromkeys(command.profiles)))
        yield ask.event(e.NetworkUpdated, id=network.id, profiles=after.profiles)
        yield from welcomes(ask, network=after)


@handles(c.PublishNetwork)
def publish_network(ask: Ask, command: c.PublishNetwork) -> Iterator[e.Event]:
    """Make a network live; it is never in preview again (RULES 1.5) `[OR:Network]`."""
    network = ask.known(Network, command.id)
    ask.needs("modify_all_data")
    if network.state != "live":
        yield ask.event(e.NetworkStateSet, id=network.id, state="live")
        yield from welcomes(ask, network=attrs.evolve(network, state="live"))


@handles(c.TakeNetworkOffline)
def take_network_offline(ask: Ask, command: c.TakeNetworkOffline) -> Iterator[e.Event]:
    """Close a live network to its members; one in preview was never open."""
    network = ask.known(Network, command.id)
    ask.needs("modify_all_data")
    ask.possible(network.state != "preview", f"`{network.id}` was never published", "network.preview")
    if network.state == "live":
        yield ask.event(e.NetworkStateSet, id=network.id, state="offline")
