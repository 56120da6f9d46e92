"""The refusals of ideas and levels: a volume of the tables."""

from __future__ import annotations

from tests.unit.refusing import Ladder, Refusal, ladder, no

from collabcore import HOST
from collabcore import commands as c
from collabcore.model import PointsLevel

__all__ = ["GUEST", "IDEA", "LADDERS", "OTHER", "REFUSALS"]

HIDDEN = "existence.hidden"
IDEA = c.PostIdea(by="jose", id="longer", title="Longer days")
OTHER = c.PostIdea(by="lea", id="shorter", title="Shorter nights")
MERGED = c.MergeIdeas(by="mona", idea="longer", into="shorter")
RETIRED = c.SetIdeaStatus(by="mona", idea="longer", status="retired")
GUEST = c.AddUser(by=HOST, id="gus", kind="customer")
ROBOT = c.AddUser(by=HOST, id="robot", kind="integration")


def _levels(*levels: tuple[str, int], by: str = "paulo") -> c.SetLevels:
    return c.SetLevels(by=by, levels=tuple(PointsLevel(*level) for level in levels))


REFUSALS: tuple[Refusal, ...] = (
    no(c.PostIdea(by=HOST, title="x"), "invalid", "host.no_author", "the host has no ideas"),
    no(c.PostIdea(by="jose", title=" "), "invalid", "idea.title", "an idea says what it is"),
    no(c.PostIdea(by="jose", title="x" * 10_001), "invalid", "text.too_long", "and is no novel"),
    no(
        c.PostIdea(by="robot", title="x"),
        "not_allowed",
        "recognition.outsider",
        "machines have none (READINGS 88)",
        ROBOT,
    ),
    no(c.PostIdea(by="lea", id="p-ask", title="x"), "conflict", "id.taken", "the id is a post's"),
    no(c.VoteIdea(by="jose", idea="nothing", up=True), "not_found", HIDDEN, "there is no idea"),
    no(c.VoteIdea(by="gus", idea="longer", up=True), "not_found", HIDDEN, "customers know of none", GUEST, IDEA),
    no(c.VoteIdea(by=HOST, idea="longer", up=True), "invalid", "host.no_author", "the host has no vote", IDEA),
    no(
        c.VoteIdea(by="lea", idea="longer", up=True),
        "conflict",
        "idea.merged",
        "it goes on elsewhere",
        IDEA,
        OTHER,
        MERGED,
    ),
    no(c.VoteIdea(by="lea", idea="longer", up=True), "conflict", "idea.retired", "it is retired", IDEA, RETIRED),
    no(c.VoteIdea(by="jose", idea="longer", up=False), "conflict", "idea.voted", "a vote is for good", IDEA),
    no(c.SetIdeaStatus(by="mona", idea="nothing", status="x"), "not_found", HIDDEN, "there is no idea"),
    no(c.SetIdeaStatus(by="mona", idea="longer", status=" "), "invalid", "idea.status", "a status is a word", IDEA),
    no(
        c.SetIdeaStatus(by="jose", idea="longer", status="done"),
        "not_allowed",
        "permission.moderate",
        "its author does not answer it",
        IDEA,
    ),
    no(
        c.SetIdeaStatus(by="mona", idea="longer", status="done"),
        "conflict",
        "idea.merged",
        "what was merged is answered where it goes on",
        IDEA,
        OTHER,
        MERGED,
    ),
    no(c.MergeIdeas(by="mona", idea="longer", into="nothing"), "not_found", HIDDEN, "there is no idea", IDEA),
    no(c.MergeIdeas(by="mona", idea="longer", into="longer"), "invalid", "idea.itself", "not into itself", IDEA),
    no(
        c.MergeIdeas(by="jose", idea="longer", into="shorter"),
        "not_allowed",
        "permission.moderate",
        "moderators merge",
        IDEA,
        OTHER,
    ),
    no(
        c.MergeIdeas(by="mona", idea="shorter", into="longer"),
        "conflict",
        "idea.merged",
        "not into what was merged itself",
        IDEA,
        OTHER,
        MERGED,
    ),
    no(
        c.MergeIdeas(by="mona", idea="longer", into="third"),
        "conflict",
        "idea.merged",
        "nor twice",
        IDEA,
        OTHER,
        MERGED,
        c.PostIdea(by="lea", id="third", title="A third"),
    ),
    no(_levels(("", 0)), "invalid", "levels.name", "a level has a name"),
    no(_levels(("new", -1)), "invalid", "levels.points", "nobody starts below nothing"),
    no(_levels(("new", 0), ("new", 5)), "invalid", "levels.twice", "no two have one name"),
    no(_levels(("new", 0), ("old", 0)), "invalid", "levels.twice", "nor one start"),
    no(_levels(by="jose"), "not_allowed", "permission.manage_points", "levels take manage_points"),
    no(c.Configure(by=HOST, idea_half_life_days=0), "invalid", "settings.idea_half_life_days", "votes last a day"),
)

LADDERS: tuple[Ladder, ...] = (
    ladder(
        "post_idea",
        ROBOT,
        invalid=c.PostIdea(by="robot", id="p-ask", title=""),
        not_allowed=c.PostIdea(by="robot", id="p-ask", title="x"),
        conflict=c.PostIdea(by="lea", id="p-ask", title="x"),
        done=c.PostIdea(by="lea", id="new", title="x"),
    ),
    ladder(
        "vote_idea",
        IDEA,
        not_found=c.VoteIdea(by=HOST, idea="nothing", up=False),
        invalid=c.VoteIdea(by=HOST, idea="longer", up=False),
        conflict=c.VoteIdea(by="jose", idea="longer", up=False),
        done=c.VoteIdea(by="lea", idea="longer", up=False),
    ),
    ladder(
        "set_idea_status",
        IDEA,
        not_found=c.SetIdeaStatus(by="jose", idea="nothing", status=""),
        invalid=c.SetIdeaStatus(by="jose", idea="longer", status=""),
        not_allowed=c.SetIdeaStatus(by="jose", idea="longer", status="planned"),
        done=c.SetIdeaStatus(by="mona", idea="longer", status="planned"),
    ),
    ladder(
        "merge_ideas",
        *(IDEA, OTHER),
        not_found=c.MergeIdeas(by="jose", idea="longer", into="nothing"),
        invalid=c.MergeIdeas(by="jose", idea="longer", into="longer"),
        not_allowed=c.MergeIdeas(by="jose", idea="longer", into="shorter"),
        done=c.MergeIdeas(by=HOST, idea="longer", into="shorter"),
    ),
    ladder(
        "set_levels",
        invalid=_levels(("", 0), by="jose"),
        not_allowed=_levels(("new", 0), by="jose"),
        done=_levels(("new", 0)),
    ),
)
