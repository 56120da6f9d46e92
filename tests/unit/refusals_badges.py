"""The refusals of badges, thanks, skills and boards: a volume of the tables."""

from __future__ import annotations

from tests.unit.refusing import Ladder, Refusal, ladder, no

from collabcore import HOST
from collabcore import commands as c
from collabcore.model import Criterion

__all__ = ["GIFT", "KIND", "LADDERS", "REFUSALS"]

HIDDEN = "existence.hidden"
KIND = c.AddBadge(by=HOST, id="kind", name="Kind")
GIFT = c.Thank(by="sofia", id="t-1", users=("jose",), badge="kind", text="you saved the gala", points=15)
EARNED = c.AddBadge(by=HOST, id="ten", name="Ten", when="created", count=10)
RARE = c.AddBadge(by=HOST, id="rare", name="Rare", limit_per_giver=1)
GUEST = c.AddUser(by=HOST, id="gus", kind="customer")
PRIVATE = c.Configure(by=HOST, user_visibility="private")
CROWD = tuple(c.AddUser(by=HOST, id=f"guest-{number}") for number in range(26))
EVERYONE_AT_ONCE = " ".join(f"@[{guest.id}]" for guest in CROWD)
TOGETHER = (
    c.CreateGroup(by="lea", id="office-life", name="Office life"),
    c.JoinGroup(by="jose", group="office-life"),
)


def _badge(by: str = "paulo", **terms: object) -> c.AddBadge:
    return c.AddBadge(**{"by": by, "id": "new", "name": "New", **terms})  # type: ignore[arg-type]


def _thank(by: str = "sofia", **more: object) -> c.Thank:
    words = {"by": by, "id": "t-1", "users": ("jose",), "badge": "kind", "text": "well done"}
    return c.Thank(**{**words, **more})  # type: ignore[arg-type]


REFUSALS: tuple[Refusal, ...] = (
    no(_badge(name=""), "invalid", "badge.name", "a badge has a name"),
    no(_badge(when="slept"), "invalid", "badge.when", "nobody counts sleep"),
    no(_badge(when="stage( )"), "invalid", "badge.when", "nor a stage without a name"),
    no(_badge(when="created", count=0), "invalid", "badge.count", "it is earned by something"),
    no(_badge(limit_per_giver=0), "invalid", "badge.limit_per_giver", "it can be given"),
    no(_badge(count=3), "invalid", "badge.terms", "what is not earned is not counted"),
    no(
        _badge(when="created", where=(Criterion("x", "in", "y"),)),
        "invalid",
        "criteria.value",
        "criteria make sense",
    ),
    no(_badge(by="jose"), "not_allowed", "permission.manage_points", "badges take manage_points"),
    no(_badge(id="p-ask"), "conflict", "id.taken", "the id is a post's"),
    no(c.UpdateBadge(by="paulo", id="nothing", count=1), "not_found", HIDDEN, "there is no badge"),
    no(c.UpdateBadge(by="paulo", id="ten", count=0), "invalid", "badge.count", "it is earned still", EARNED),
    no(
        c.UpdateBadge(by="jose", id="ten", count=1),
        "not_allowed",
        "permission.manage_points",
        "nobody makes it easier for themselves",
        EARNED,
    ),
    no(_thank(users=("nobody",)), "not_found", HIDDEN, "there is nobody", KIND),
    no(_thank(badge="nothing"), "not_found", HIDDEN, "there is no badge"),
    no(_thank(text="ask @[nobody]"), "not_found", HIDDEN, "the text mentions nobody", KIND),
    no(_thank(by=HOST), "invalid", "host.no_author", "the host thanks nobody", KIND),
    no(_thank(users=()), "invalid", "thanks.nobody", "thanks are for somebody", KIND),
    no(_thank(users=("jose", "sofia")), "invalid", "thanks.self", "never for oneself (P12)", KIND),
    no(_thank(points=-1), "invalid", "thanks.points", "thanks take nothing", KIND),
    no(_thank(text=" "), "invalid", "text.empty", "and have a reason (P12)", KIND),
    no(_thank(users=("gus",)), "not_allowed", "recognition.outsider", "not for customers (READINGS 88)", KIND, GUEST),
    no(_thank(badge="ten"), "not_allowed", "badge.earned", "what is earned is not given", EARNED),
    no(
        _thank(by="lea"),
        "not_allowed",
        "post.not_here",
        "one cannot write on the wall",
        *(KIND, *TOGETHER, PRIVATE),
    ),
    no(_thank(text="ask @[trustees]", by="aniyah"), "not_allowed", "mention.disallowed", "an unlisted group", KIND),
    no(_thank(users=("nina",)), "conflict", "user.inactive", "she has left", KIND),
    no(
        _thank(),
        "conflict",
        "badge.inactive",
        "it is given no more",
        KIND,
        c.UpdateBadge(by=HOST, id="kind", active=False),
    ),
    no(_thank(id="p-ask"), "conflict", "id.taken", "the id is a post's", KIND),
    no(_thank(text=EVERYONE_AT_ONCE), "limit", "mention.limit", "too many mentions", KIND, *CROWD),
    no(_thank(badge="rare", users=("jose", "lea")), "limit", "badge.limit", "one may give one a month", RARE),
    no(_thank(points=11, users=("jose", "lea")), "limit", "thanks.budget", "22 points of 20", KIND),
    no(c.Endorse(by="lea", user="nobody", skill="x"), "not_found", HIDDEN, "there is nobody"),
    no(c.Endorse(by=HOST, user="jose", skill="x"), "invalid", "host.no_author", "the host vouches for nobody"),
    no(c.Endorse(by="jose", user="jose", skill="x"), "invalid", "endorse.self", "never oneself"),
    no(c.Endorse(by="lea", user="jose", skill=" "), "invalid", "endorse.skill", "a skill has a name"),
    no(c.Endorse(by="lea", user="jose", skill="x" * 100), "invalid", "endorse.skill", "and no novel"),
    no(
        c.Endorse(by="lea", user="jose", skill="x"),
        "not_allowed",
        "endorse.profile",
        "she does not read his profile",
        *TOGETHER,
        PRIVATE,
    ),
    no(c.Endorse(by="lea", user="nina", skill="x"), "conflict", "user.inactive", "she has left"),
    no(c.OptOut(by=HOST), "invalid", "host.no_author", "the host stands on no board"),
    no(c.Configure(by=HOST, thanks_budget=-1), "invalid", "settings.limit", "nor a negative budget"),
)

LADDERS: tuple[Ladder, ...] = (
    ladder(
        "add_badge",
        invalid=_badge(by="jose", name="", id="p-ask"),
        not_allowed=_badge(by="jose", id="p-ask"),
        conflict=_badge(id="p-ask"),
        done=_badge(),
    ),
    ladder(
        "update_badge",
        EARNED,
        not_found=c.UpdateBadge(by="jose", id="nothing", count=0),
        invalid=c.UpdateBadge(by="jose", id="ten", count=0),
        not_allowed=c.UpdateBadge(by="jose", id="ten", count=1),
        done=c.UpdateBadge(by="paulo", id="ten", count=1),
    ),
    ladder(
        "thank",
        *(KIND, EARNED),
        not_found=_thank(users=("nobody", "sofia"), badge="ten", points=30),
        invalid=_thank(users=("nina", "sofia"), badge="ten", points=30),
        not_allowed=_thank(users=("nina",), badge="ten", points=30),
        conflict=_thank(users=("nina",), points=30),
        limit=_thank(points=30),
        done=_thank(points=20),
    ),
    ladder(
        "endorse",
        not_found=c.Endorse(by="lea", user="nobody", skill=""),
        invalid=c.Endorse(by="lea", user="nina", skill=""),
        conflict=c.Endorse(by="lea", user="nina", skill="x"),
        done=c.Endorse(by="lea", user="jose", skill="x"),
    ),
    ladder("opt_out", invalid=c.OptOut(by=HOST), done=c.OptOut(by="lea")),
)
