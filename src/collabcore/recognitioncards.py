"""Ideas, badges, rewards and redemptions as one viewer may read them."""

from __future__ import annotations

import datetime as dt

import attrs

from collabcore import badges, ideas, rewards, visibility
from collabcore.model import Badge, Idea, Redemption, RedemptionStatus, Reward
from collabcore.shapes import Told
from collabcore.view import View

__all__ = [
    "BadgeCard",
    "IdeaCard",
    "RedemptionCard",
    "RewardCard",
    "badge_card",
    "idea_card",
    "known_badges",
    "redemption_card",
    "reward_card",
]


@attrs.frozen(kw_only=True, repr=False)
class IdeaCard(Told):
    """An idea with what its votes come to, the viewer's own among them, and where it goes on if it was merged."""

    id: str
    kind: str = "idea"
    title: str
    text: str
    author: str | None
    at: dt.datetime
    status: str
    total: int
    up: int
    down: int
    mine: bool | None
    parent: str | None


@attrs.frozen(kw_only=True, repr=False)
class BadgeCard(Told):
    """A badge, and what it is for: `when` is None for one that people give."""

    id: str
    kind: str = "badge"
    name: str
    when: str | None
    count: int
    active: bool


@attrs.frozen(kw_only=True, repr=False)
class RewardCard(Told):
    """A reward with how many are left."""

    id: str
    kind: str = "reward"
    name: str
    cost: int
    stock: int | None
    level: str | None
    approval: bool
    starts: dt.datetime | None
    ends: dt.datetime | None


@attrs.frozen(kw_only=True, repr=False)
class RedemptionCard(Told):
    """What somebody redeemed, and how far it has got."""

    id: str
    kind: str = "redemption"
    reward: str
    user: str | None
    cost: int
    status: RedemptionStatus
    at: dt.datetime


def _if_known(view: View, viewer: str, user: str) -> str | None:
    return user if visibility.can_see(view, viewer, user) else None


def idea_card(view: View, viewer: str, idea: Idea) -> IdeaCard:
    """Return an idea as a viewer may read it; its author by name only for whoever may know them.

    Cost: O(votes).
    """
    votes = view.idea_votes(idea.id)
    mine = votes.get(viewer)
    up = sum(vote.up for vote in votes.values())
    return IdeaCard(
        id=idea.id,
        title=idea.title,
        text=idea.text,
        author=_if_known(view, viewer, idea.author),
        at=idea.at,
        status=idea.status,
        total=ideas.total(votes),
        up=up,
        down=len(votes) - up,
        mine=None if mine is None else mine.up,
        parent=idea.merged_into,
    )


def badge_card(view: View, viewer: str, badge: Badge) -> BadgeCard:
    """Return a badge.

    Cost: O(1).
    """
    return BadgeCard(id=badge.id, name=badge.name, when=badge.when, count=badge.count, active=badge.active)


def reward_card(view: View, viewer: str, reward: Reward) -> RewardCard:
    """Return a reward with how many are left.

    Cost: O(1).
    """
    return RewardCard(
        id=reward.id,
        name=reward.name,
        cost=reward.cost,
        stock=rewards.left(view, reward),
        level=reward.level,
        approval=reward.approval,
        starts=reward.starts,
        ends=reward.ends,
    )


def redemption_card(view: View, viewer: str, redemption: Redemption) -> RedemptionCard:
    """Return a redemption; whose it is only for whoever may know them.

    Cost: O(1).
    """
    return RedemptionCard(
        id=redemption.id,
        reward=redemption.reward,
        user=_if_known(view, viewer, redemption.user),
        cost=redemption.cost,
        status=redemption.status,
        at=redemption.at,
    )


def known_badges(view: View, viewer: str, user: str) -> tuple[str, ...]:
    """Return the badges of a person that a viewer may know of, oldest first; one had twice stands twice.

    Cost: O(badges of the person).
    """
    return tuple(badge for badge in badges.held(view, user) if visibility.can_see(view, viewer, badge))
