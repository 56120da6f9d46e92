"""Who is named to whom on a board: what rows have in common says what asking about each of them says."""

from __future__ import annotations

import attrs
from tests.unit.world import engine

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.model import UserKind
from collabcore.viewer import rows

PEOPLE = ("ana", "bob", "cat")
KINDS: dict[str, UserKind] = {"dan": "internal", "fay": "free", "gus": "customer", "out": "internal"}
ROLES = {"dan": "chief"}
CHANGES = (
    c.Configure(by=HOST, user_visibility="private"),
    c.UpdateUser(by=HOST, id="bob", role=None),
    c.UpdateUser(by=HOST, id="bob", role="sales"),
    c.CreateGroup(by="bob", id="g", name="G", access="private", customers=True),
    c.AddMember(by=HOST, group="g", user="fay"),
    c.AddMember(by=HOST, group="g", user="ana"),
    c.AddMember(by=HOST, group="g", user="cat"),
    c.AddMember(by=HOST, group="g", user="gus"),
    c.RemoveMember(by=HOST, group="g", user="ana"),
    c.Configure(by=HOST, user_visibility="public"),
    c.DeactivateUsers(by=HOST, ids=("out",)),
    c.Award(by=HOST, user="cat", points=30, reason="x"),
)


def organisation() -> Engine:
    """Return three people on the board, and others of all kinds who look at it."""
    made = engine(c.AddRole(by=HOST, id="chief"), c.AddRole(by=HOST, id="sales", parent="chief"))
    made.apply_all(c.AddUser(by=HOST, id=name, role="sales") for name in PEOPLE)
    made.apply_all(c.AddUser(by=HOST, id=name, kind=kind, role=ROLES.get(name)) for name, kind in KINDS.items())
    made.apply_all(c.Award(by=HOST, user=name, points=9 - place, reason="x") for place, name in enumerate(PEOPLE))
    return made


def test_rows_are_named_as_people_are_known() -> None:
    """After every change of sight, to everybody, asked once and once more."""
    made, seen = organisation(), set[int]()
    for change in (None, *CHANGES):
        if change is not None:
            made.apply(change)
        for viewer in map(made.viewer, (*PEOPLE, *KINDS)):
            known = tuple(row for row in made.leaderboard() if viewer.can_see(row.user))
            assert known == viewer.leaderboard() == viewer.leaderboard()
            seen.add(len(known))
        for name in PEOPLE:
            viewer, place = made.viewer(name), [row.user for row in made.leaderboard()].index(name)
            near = made.leaderboard()[max(place - 1, 0) : place + 2]
            assert tuple(row for row in near if viewer.can_see(row.user)) == viewer.around(k=1)
    assert {0, 1, 2, 3} == seen


def test_only_so_much_is_remembered() -> None:
    """What rows have in common is kept for so many of them, and then for none; nobody is not known."""
    made = organisation()
    shown, held = made.leaderboard(top=10), made.view.keys("dan")
    many, few = [(row, row) for row in shown * 700], shown[:2]

    for pair in many:
        assert [False, True] == [rows.are_all_known(made.view, held, pair) for _ in range(2)]
    assert 0 < len(rows._KEPT) <= 2_048
    assert [False, True, False] == [rows.are_all_known(made.view, keys, few) for keys in (held, held, frozenset())]
    for some in ((), (shown[0], attrs.evolve(shown[1], user="nobody"))):
        assert not any(rows.are_all_known(made.view, held, some) for _ in range(3))
    assert made.viewer("dan").leaderboard() == shown
    assert made.viewer("dan").leaderboard() is shown
