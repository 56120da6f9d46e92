"""The refusals of rewards: a volume of the tables."""

from __future__ import annotations

import datetime as dt

from tests.unit.refusals_badges import GIFT, KIND
from tests.unit.refusing import Ladder, Refusal, ladder, no
from tests.unit.world import START

from collabcore import HOST
from collabcore import commands as c
from collabcore.model import PointsLevel

__all__ = ["LADDERS", "MUG", "POOR", "REDEEMED", "REFUSALS", "RICH"]

HIDDEN = "existence.hidden"
MUG = c.AddReward(by=HOST, id="mug", name="A mug", cost=10, stock=1)
RICH = (KIND, GIFT, MUG)
"""José has fifteen points, and there is one mug for ten."""
POOR = c.Thank(by="carla", id="t-2", users=("lea",), badge="kind", text="for the accounts", points=5)
REDEEMED = c.Redeem(by="jose", id="r-1", reward="mug")
LATER = START + dt.timedelta(days=1)


def _mug(by: str = "paulo", **terms: object) -> c.AddReward:
    return c.AddReward(**{"by": by, "id": "cup", "name": "A cup", "cost": 10, **terms})  # type: ignore[arg-type]


def _kept(redemption: str) -> tuple[c.Command, ...]:
    return (*RICH, REDEEMED, c.Fulfil(by="paulo", redemption=redemption))


REFUSALS: tuple[Refusal, ...] = (
    no(_mug(level="gold"), "not_found", HIDDEN, "there is no such level"),
    no(_mug(name=" "), "invalid", "reward.name", "a reward has a name"),
    no(_mug(cost=0), "invalid", "reward.cost", "and a price"),
    no(_mug(stock=-1), "invalid", "reward.stock", "there are no fewer than none"),
    no(_mug(limit_per_user=0), "invalid", "reward.limit_per_user", "nor is it for nobody"),
    no(_mug(starts=LATER, ends=LATER), "invalid", "reward.window", "it is to be had for some time"),
    no(_mug(by="jose"), "not_allowed", "permission.manage_points", "the catalogue takes manage_points"),
    no(_mug(id="p-ask"), "conflict", "id.taken", "the id is a post's"),
    no(c.UpdateReward(by="paulo", id="nothing", cost=1), "not_found", HIDDEN, "there is no reward"),
    no(c.UpdateReward(by="paulo", id="mug", level="gold"), "not_found", HIDDEN, "there is no such level", MUG),
    no(c.UpdateReward(by="paulo", id="mug", cost=0), "invalid", "reward.cost", "it keeps a price", MUG),
    no(
        c.UpdateReward(by="jose", id="mug", cost=1),
        "not_allowed",
        "permission.manage_points",
        "nobody sets their own price",
        MUG,
    ),
    no(c.Redeem(by="jose", reward="nothing"), "not_found", HIDDEN, "there is no reward"),
    no(c.Redeem(by=HOST, reward="mug"), "invalid", "host.no_author", "the host has no points", MUG),
    no(
        c.Redeem(by="jose", reward="cup"),
        "conflict",
        "reward.not_yet",
        "it is not to be had yet",
        *(KIND, GIFT),
        _mug(starts=LATER),
    ),
    no(
        c.Redeem(by="jose", reward="cup"),
        "conflict",
        "reward.expired",
        "nor any more",
        *(KIND, GIFT),
        _mug(ends=START),
    ),
    no(
        c.Redeem(by="lea", id="r-2", reward="mug"),
        "conflict",
        "reward.out_of_stock",
        "the last one is gone, and the points are too few (P15)",
        *(*RICH, POOR, REDEEMED),
    ),
    no(
        c.Redeem(by="jose", reward="cup"),
        "conflict",
        "reward.level",
        "one has to be on a level",
        *(KIND, GIFT, c.SetLevels(by=HOST, levels=(PointsLevel("gold", 100),)), _mug(level="gold")),
    ),
    no(
        c.Redeem(by="lea", id="r-1", reward="cup"),
        "conflict",
        "id.taken",
        "the id is another's",
        *RICH,
        REDEEMED,
        _mug(cost=1),
        POOR,
    ),
    no(
        c.Redeem(by="jose", reward="cup"),
        "limit",
        "reward.limit",
        "one has had one's share",
        *(KIND, GIFT, _mug(cost=1, limit_per_user=1), c.Redeem(by="jose", reward="cup")),
    ),
    no(c.Redeem(by="lea", reward="mug"), "limit", "reward.insufficient_points", "it costs more", *RICH, POOR),
    no(c.Approve(by="paulo", redemption="nothing"), "not_found", HIDDEN, "there is no redemption"),
    no(c.Approve(by="lea", redemption="r-1"), "not_found", HIDDEN, "it is somebody else's", *RICH, REDEEMED),
    no(
        c.Approve(by="jose", redemption="r-1"),
        "not_allowed",
        "permission.manage_points",
        "nobody approves their own without it",
        *RICH,
        REDEEMED,
    ),
    no(
        c.Approve(by="paulo", redemption="r-1"),
        "conflict",
        "redemption.cancelled",
        "what was called off",
        *RICH,
        REDEEMED,
        c.Cancel(by="jose", redemption="r-1"),
    ),
    no(c.Fulfil(by="paulo", redemption="nothing"), "not_found", HIDDEN, "there is no redemption"),
    no(
        c.Fulfil(by="jose", redemption="r-1"),
        "not_allowed",
        "permission.manage_points",
        "nobody hands it to themselves",
        *RICH,
        REDEEMED,
    ),
    no(
        c.Fulfil(by="paulo", redemption="r-1"),
        "conflict",
        "redemption.requested",
        "it waits for approval",
        *(KIND, GIFT, _mug(approval=True), c.Redeem(by="jose", id="r-1", reward="cup")),
    ),
    no(c.Cancel(by="paulo", redemption="nothing"), "not_found", HIDDEN, "there is no redemption"),
    no(c.Cancel(by="lea", redemption="r-1"), "not_found", HIDDEN, "it is somebody else's", *RICH, REDEEMED),
    no(
        c.Cancel(by="jose", redemption="r-1"),
        "conflict",
        "redemption.fulfilled",
        "what was handed over is kept",
        *_kept("r-1"),
    ),
)

LADDERS: tuple[Ladder, ...] = (
    ladder(
        "add_reward",
        not_found=_mug(by="jose", name="", id="p-ask", level="gold"),
        invalid=_mug(by="jose", name="", id="p-ask"),
        not_allowed=_mug(by="jose", id="p-ask"),
        conflict=_mug(id="p-ask"),
        done=_mug(),
    ),
    ladder(
        "update_reward",
        MUG,
        not_found=c.UpdateReward(by="jose", id="nothing", cost=0),
        invalid=c.UpdateReward(by="jose", id="mug", cost=0),
        not_allowed=c.UpdateReward(by="jose", id="mug", cost=5),
        done=c.UpdateReward(by="paulo", id="mug", cost=5),
    ),
    ladder(
        "redeem",
        *(KIND, GIFT, MUG, _mug(stock=0, cost=100), _mug(id="car", cost=100)),
        not_found=c.Redeem(by=HOST, id="p-ask", reward="nothing"),
        invalid=c.Redeem(by=HOST, id="p-ask", reward="cup"),
        conflict=c.Redeem(by="jose", id="p-ask", reward="cup"),
        limit=c.Redeem(by="jose", id="r-1", reward="car"),
        done=c.Redeem(by="jose", id="r-1", reward="mug"),
    ),
    ladder(
        "approve",
        *(KIND, GIFT, _mug(approval=True), c.Redeem(by="jose", id="r-1", reward="cup")),
        not_found=c.Approve(by="jose", redemption="nothing"),
        not_allowed=c.Approve(by="jose", redemption="r-1"),
        done=c.Approve(by="paulo", redemption="r-1"),
    ),
    ladder(
        "fulfil",
        *(*RICH, REDEEMED),
        not_found=c.Fulfil(by="jose", redemption="nothing"),
        not_allowed=c.Fulfil(by="jose", redemption="r-1"),
        done=c.Fulfil(by="paulo", redemption="r-1"),
    ),
    ladder(
        "cancel",
        *(*RICH, REDEEMED),
        not_found=c.Cancel(by="jose", redemption="nothing"),
        done=c.Cancel(by="jose", redemption="r-1"),
    ),
)
