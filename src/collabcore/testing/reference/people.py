"""People, roles, teams, queues and settings, told by their events."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import attrs

from collabcore import events as ev
from collabcore import model
from collabcore.testing.reference.base import Facts
from collabcore.testing.reference.parts import changed

__all__ = ["PeopleTwin"]


class PeopleTwin(Facts):
    """People, roles, teams, queues and settings, told by their events."""

    def __init__(self) -> None:
        super().__init__()
        self.settings = model.Settings()
        self.roles: dict[str, model.Role] = {}
        self.teams: dict[str, model.Team] = {}
        self.users: dict[str, model.User] = {}
        self.queues: dict[str, model.Queue] = {}

    def _apply_people(self, event: ev.Event) -> None:
        match event:
            case ev.Configured(changes=changes):
                self.settings = changed(self.settings, changes)
            case ev.RoleAdded(role=role):
                self._add(self.roles, role)
            case ev.RoleMoved(id=role_id, parent=parent):
                self.roles[role_id] = attrs.evolve(self.roles[role_id], parent=parent)
            case ev.UserAdded(user=user):
                self._add(self.users, user)
            case ev.UserUpdated(id=user_id, changes=changes):
                self.users[user_id] = changed(self.users[user_id], changes)
            case ev.UserDeactivated(id=user_id):
                self.users[user_id] = attrs.evolve(self.users[user_id], active=False)
            case ev.UserActivated(id=user_id):
                self.users[user_id] = attrs.evolve(self.users[user_id], active=True)
            case _:
                pass

    def _apply_teams(self, event: ev.Event) -> None:
        match event:
            case ev.TeamAdded(team=team):
                self._add(self.teams, team)
            case ev.TeamUpdated(id=team_id, changes=changes):
                self.teams[team_id] = changed(self.teams[team_id], changes)
            case ev.QueueAdded(queue=queue):
                self._add(self.queues, queue)
            case ev.QueueUpdated(id=queue_id, members=members):
                self.queues[queue_id] = attrs.evolve(self.queues[queue_id], members=members)
            case _:
                pass

    def superiors(self, role: str) -> Sequence[str]:
        """Return the roles strictly above `role`, nearest first. Cost: O(depth)."""
        parent = self.roles[role].parent if role in self.roles else None
        return () if parent is None else (parent, *self.superiors(parent))

    def inferiors(self, role: str) -> AbstractSet[str]:
        """Return the roles strictly below `role`. Cost: O(roles * depth)."""
        return frozenset(each for each in self.roles if role in self.superiors(each))

    def named_in(self, target: str) -> AbstractSet[str]:
        """Return the teams and queues that name a target themselves. Cost: O(teams + queues)."""
        crowds: tuple[model.Team | model.Queue, ...] = (*self.teams.values(), *self.queues.values())
        return frozenset(crowd.id for crowd in crowds if target in crowd.members)
