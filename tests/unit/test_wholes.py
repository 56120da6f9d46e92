"""Verdicts, remembered: given again as long as nothing changes that they rest on, and never a moment longer."""

import pytest
from tests.unit.world import town

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore._store import wholes
from collabcore.audit import items
from collabcore.commands import Command
from collabcore.errors import InconsistentError


def _asked(made: Engine) -> dict[tuple[str, str], bool]:
    """Ask whether everybody sees everything, twice, the second time by what is remembered."""
    everything = list(items(made.view))
    first = {(user, item): made.can_see(user, item) for user in made.view.users for item in everything}
    assert first == {(user, item): made.can_see(user, item) for user, item in first}
    return first


def _kept(made: Engine) -> dict[tuple[str, str], bool]:
    return made._store.sight.wholes.verdicts()


def test_a_verdict_is_kept_and_found_again() -> None:
    made = town()
    first = _asked(made)
    assert {pair: first[pair] for pair in _kept(made)} == _kept(made)
    assert {item for _, item in first} - {item for _, item in _kept(made)} == set(made.view.files)
    made.check()


_CHANGES: dict[str, Command] = {
    "join": c.AddMember(by=HOST, group="campaign", user="lea"),
    "leave": c.RemoveMember(by=HOST, group="campaign", user="jose"),
    "share": c.ShareRecord(by=HOST, record="gift", to="lea"),
    "own": c.Transfer(by=HOST, record="gift", owner="lea"),
    "deactivate": c.DeactivateUsers(by=HOST, ids=("lea",)),
    "permit": c.AddPermissions(by=HOST, user="lea", permissions=("view_all_data",)),
    "hold back": c.Review(by=HOST, item="p-wall", status="isolated"),
    "open": c.UpdateGroup(by=HOST, id="campaign", access="public"),
    "hide fields": c.Configure(by=HOST, hidden_fields={"standard": {"opportunity": ("stage",)}}),
    "close profiles": c.Configure(by=HOST, user_visibility="private"),
    "delete a post": c.Delete(by=HOST, id="p-wall"),
    "delete a group": c.DeleteGroup(by=HOST, id="campaign"),
    "delete a record": c.DeleteRecord(by=HOST, id="gift"),
}


@pytest.mark.parametrize("change", _CHANGES.values(), ids=_CHANGES)
def test_the_very_next_answer_is_right(change: Command) -> None:
    """Whatever changes: as a world says that never was asked before."""
    made, fresh = town(), town()
    before = _asked(made)
    for world in (made, fresh):
        world.apply(change)
    assert {pair: fresh.can_see(*pair) for pair in before} == {pair: made.can_see(*pair) for pair in before}
    made.check()


def test_only_what_a_change_touches_is_judged_again() -> None:
    made = town()
    _asked(made)
    before = _kept(made)
    made.apply(c.AddMember(by=HOST, group="campaign", user="lea"))
    gone = set(before) - set(_kept(made))
    assert gone
    assert {("lea", item) for item in made.view.posts} <= gone
    touched = {user for user, item in gone if item not in ("lea", *made.view.posts_on("lea"))}
    assert touched == {"lea"}


def test_a_copy_and_its_original_each_remember_their_own_world() -> None:
    made = town()
    _asked(made)
    copy = made.fork()
    copy.apply(c.AddMember(by=HOST, group="campaign", user="lea"))
    copy.apply(c.UpdateGroup(by=HOST, id="campaign", access="public"))
    assert (False, True) == (made.can_see("lea", "p-ask"), copy.can_see("lea", "p-ask"))
    made.apply(c.AddMember(by=HOST, group="campaign", user="sofia"))
    _asked(made), _asked(copy)
    made.check()
    copy.check()


def test_for_who_or_what_is_not_there_nothing_is_kept() -> None:
    made = town()
    assert not made.can_see("nobody", "p-wall")
    assert not made.can_see("lea", "nothing")
    assert not _kept(made)


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wholes, "_MOST_VERDICTS", 2)
    made = town()
    _asked(made)
    assert len({item for _, item in _kept(made)}) < len(made.view.posts)
    made.check()


def test_few_gates_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wholes, "_MOST_GATES", 1)
    made = town()
    made._store.sight.wholes.void_all()
    _asked(made)
    assert len(made._store.sight.wholes._gates) == 1
    made.check()


def test_a_wrong_verdict_is_found() -> None:
    made = town()
    seen = made.can_see("lea", "p-wall")
    kept = made._store.sight.wholes
    mark = kept.marks["lea"] = object()  # other towns share what is kept, and know no such mark
    kept.asked["p-wall"].verdicts[mark] = not seen
    with pytest.raises(InconsistentError, match="verdicts"):
        made.check()


def test_a_key_forgotten_is_found() -> None:
    made = town()
    record = next(iter(made.view.records))
    made.view.lasting_readers(record)
    made._store.sight.lasting[record] = frozenset()
    with pytest.raises(InconsistentError, match="lasting readers"):
        made.check()
