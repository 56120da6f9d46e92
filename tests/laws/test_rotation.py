"""Law 12: turns are fair, whoever comes and goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from hypothesis import assume, given
from hypothesis import strategies as st

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.testing.strategies import new_engine

STEADY = ("zoe", "abe")
COMING_AND_GOING = ("mia", "ben", "q")
CHANGES = ("absent", "back", "leave", "return", "full", "room", "remove", "re-add")


def organisation(weights: dict[str, int], rename: dict[str, str]) -> Engine:
    """Return an engine with two people who are always there, three targets that are not, and two rotations of them."""
    engine = new_engine()
    for name in (*STEADY, *COMING_AND_GOING[:2]):
        engine.apply(c.AddUser(by=HOST, id=rename[name], permissions=("assign_records",)))
    engine.apply(c.AddQueue(by=HOST, id=rename["q"], members=(), types=("lead",)))
    for rotation in ("first", "second"):
        targets = tuple(rename[name] for name in weights)
        engine.apply(c.AddRotation(by=HOST, id=rotation, targets=targets, weights=tuple(weights.values())))
    return engine


def changed(engine: Engine, change: str, name: str, weights: dict[str, int], rename: dict[str, str]) -> None:
    """Let something happen to a target that comes and goes."""
    target, rotation = rename[name], engine.view.rotations["first"]
    person = target in engine.view.users
    if change in ("absent", "back") and person:
        engine.apply(c.SetAbsence(by=HOST, user=target, absent=change == "absent"))
    if change == "leave" and person:
        engine.apply(c.DeactivateUsers(by=HOST, ids=(target,)))
    if change == "return" and person:
        engine.apply(c.ActivateUser(by=HOST, id=target))
    if change in ("full", "room") and target in rotation.targets:
        capacity = {target: 0} if change == "full" else {}
        engine.apply(c.UpdateRotation(by=HOST, id="first", capacity=capacity))
    if change in ("remove", "re-add"):
        kept = {old: weight for old, weight in zip(rotation.targets, rotation.weights, strict=True) if old != target}
        kept |= {target: weights[name]} if change == "re-add" else {}
        parts = {"targets": tuple(kept), "weights": tuple(kept.values()), "capacity": {}}
        engine.apply(c.UpdateRotation(by=HOST, id="first", **parts))  # type: ignore[arg-type]


def able(engine: Engine, record: str) -> set[str]:
    """Return who could have had a record when it was assigned, judged from the facts and not from the decision."""
    view, rotation = engine.view, engine.view.rotations["first"]
    fits = {one for one in rotation.targets if rotation.capacity.get(one, 1) > 0 and one not in view.absent}
    return {one for one in fits if one in view.queues or view.users[one].active}


HISTORIES = st.lists(
    st.sampled_from(COMING_AND_GOING).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(CHANGES)))
    | st.none()
    | st.just("second"),
    max_size=25,
)


def played(
    steps: Sequence[object], weights: dict[str, int], rename: dict[str, str]
) -> list[tuple[str | None, set[str]]]:
    """Return who got each lead of the first rotation, and who could have."""
    engine, got = organisation(weights, rename), []
    for number, step in enumerate(steps):
        if isinstance(step, tuple):
            changed(engine, step[1], step[0], weights, rename)
            continue
        engine.apply(c.AddRecord(by=rename["zoe"], id=f"lead {number}", type="lead"))
        could = able(engine, f"lead {number}")
        to = "first" if step is None else "second"
        engine.apply(c.Assign(by=rename["zoe"], record=f"lead {number}", to=to))
        if step is None:
            got.append((engine.explain_assignment(f"lead {number}").owner, could))
    engine.check()
    return got


Given: TypeAlias = tuple[str | None, set[str]]
"""Who got a lead, and who could have."""

ABSENT = st.sets(st.sampled_from(("mia", "ben")))
SAME = {name: name for name in (*STEADY, *COMING_AND_GOING)}
EQUAL = dict.fromkeys(("mia", "zoe", "ben", "abe", "q"), 1)


@given(HISTORIES)
def test_law_12_turns_are_fair_whoever_comes_and_goes(steps: list[object]) -> None:
    """Between two who can always have their turn there is never more than one; nobody ineligible ever receives."""
    had = Counter(dict.fromkeys(STEADY, 0))
    for owner, could in played(steps, EQUAL, SAME):
        assert owner in could
        had[str(owner)] += 1
        assert abs(had["zoe"] - had["abe"]) <= 1


@given(st.lists(st.integers(1, 5), min_size=5, max_size=5), st.integers(1, 40), ABSENT)
def test_law_12_by_weight(chosen: list[int], number: int, absent: set[str]) -> None:
    """While nobody comes or goes, each has had n * w / W turns after n, give or take less than one."""
    weights = dict(zip(EQUAL, chosen, strict=True))
    steps = [*((name, "absent") for name in sorted(absent)), *[None] * number]
    present = {name: weight for name, weight in weights.items() if name not in absent}
    had = Counter(dict.fromkeys(weights, 0))
    for turn, (owner, _) in enumerate(played(steps, weights, SAME), 1):
        had[str(owner)] += 1
        for name, weight in present.items():
            assert abs(had[name] - Fraction(turn * weight, sum(present.values()))) < 1
        assert not any(had[name] for name in absent)


@given(HISTORIES, st.permutations(sorted(SAME)))
def test_law_12_other_ids_other_names_same_turns(steps: list[object], names: list[str]) -> None:
    """Turns do not hang on ids, nor on who acts: permuting the ids permutes the result; twice the same is the same."""
    rename = dict(zip(sorted(SAME), names, strict=True))
    assume(rename != SAME)
    mine, theirs = played(steps, EQUAL, SAME), played(steps, EQUAL, rename)
    assert [(owner and rename[owner]) for owner, _ in mine] == [owner for owner, _ in theirs]


@given(st.sets(st.sampled_from(("zoe", "abe", "mia", "ben", "q"))))
def test_law_12_an_empty_pool_is_said(left: set[str]) -> None:
    """Where nobody can have a turn the lead is unassigned, and stays where it is."""
    engine = organisation(dict.fromkeys(sorted(left), 1) or {"q": 1}, SAME)
    engine.apply(c.UpdateRotation(by=HOST, id="first", capacity=dict.fromkeys(sorted(left) or ["q"], 0)))
    engine.apply(c.AddRecord(by="zoe", id="lead", type="lead"))
    engine.apply(c.Assign(by="zoe", record="lead", to="first"))
    assert (None, "zoe") == (engine.explain_assignment("lead").owner, engine.view.records["lead"].owner)
