"""What events about recognition touch, for law 2: ideas, badges, thanks, skills, rewards."""

from __future__ import annotations

from collabcore import events as e

__all__ = ["RECOGNITION", "touched_recognition"]

RECOGNITION = (
    *("post_idea", "vote_idea", "merge_ideas", "set_idea_status", "endorse", "thank", "opt_out"),
    *("add_badge", "add_reward", "redeem", "cancel", "approve"),
)
"""The commands about recognition that somebody else may give out of one's sight."""


def touched_recognition(viewer: str, event: e.Event) -> list[str]:
    """Return the things whose contents an event changes; the viewer themselves for what touches everybody."""
    match event:
        case e.IdeaPosted(idea=made) | e.BadgeAdded(badge=made) | e.RewardAdded(reward=made):
            return [made.id]
        case e.IdeaVoted(idea=thing) | e.IdeaStatusSet(idea=thing) | e.BadgeUpdated(id=thing):
            return [thing]
        case e.IdeasMerged(idea=thing, into=into):
            return [thing, into]
        case e.Thanked(thanks=thanks):
            return [thanks.id, *thanks.users]
        case e.Endorsed(user=user) | e.BadgeGranted(user=user) | e.BadgeRevoked(user=user):
            return [user]
        case e.RewardRedeemed(redemption=redemption):
            return [redemption.id, redemption.reward]
        case e.LevelReached(user=user) | e.BoardsOptedOut(user=user):
            return [viewer] if user == viewer else []
        case _:
            return [viewer]
