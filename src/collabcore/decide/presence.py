"""People who come and go: what goes with whoever leaves, who is welcomed, and who is needed to stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from collabcore import events as e
from collabcore.decide.asking import Ask
from collabcore.model import Network, Record, User

__all__ = ["deactivated", "may_manage_channel", "welcomes"]


def deactivated(ask: Ask, users: Iterable[User]) -> Iterator[e.Event]:
    """Yield what deactivates some people at once; follows between two of them are gone for good.

    Cost: O(follows of those who leave).

    Source: RULES 3 `[OR:EntitySubscription]`.
    """
    leaving = {user.id: None for user in users if user.active}
    for user in leaving:
        for target in (followed for followed in ask.view.follows(user) if followed in leaving):
            yield ask.event(e.Unfollowed, user=user, target=target)
        yield ask.event(e.UserDeactivated, id=user)


def may_manage_channel(ask: Ask, account: Record, owner: object) -> None:
    """Refuse for a partner's account an owner who is not inside or has no role. Cost: O(1)."""
    fits = isinstance(owner, User) and owner.kind == "internal" and owner.role is not None
    ask.possible(fits, f"partner `{account.id}` needs an owner inside, with a role", "partner.owner")


def welcomes(ask: Ask, users: Iterable[User] | None = None, network: Network | None = None) -> Iterator[e.Event]:
    """Yield the welcome of every partner's user who can come in for the first time, now that a network is as told.

    Cost: O(users x networks).

    Source: RULES 9 `[SEED3]`.
    """
    networks = {**ask.view.networks, **({} if network is None else {network.id: network})}
    for user in ask.view.users.values() if users is None else users:
        waits = user.kind == "partner" and user.active and user.id not in ask.view.welcomed
        if waits and any(each.state == "live" and user.profile in each.profiles for each in networks.values()):
            yield ask.event(e.PartnerWelcomed, user=user.id)
