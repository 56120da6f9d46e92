"""The words for who: which keys a person holds, and what text says about people."""

from __future__ import annotations

import pytest
from tests.unit.world import town

from collabcore import HOST, keys, people
from collabcore import commands as c
from collabcore.text import BODY_LIMIT, MENTION_LIMIT, folded, mentions


@pytest.mark.parametrize(
    ("key", "kind", "thing"),
    [
        (keys.EVERYONE, "everyone", ""),
        (keys.INSIDERS, "insiders", ""),
        (keys.INACTIVE, "inactive", ""),
        (keys.user("jose"), "user", "jose"),
        (keys.member("campaign"), "member", "campaign"),
        (keys.in_role("rep"), "role", "rep"),
        (keys.under("rep"), "role+", "rep"),
        (keys.above("rep"), "above", "rep"),
        (keys.permitted("moderate"), "permission", "moderate"),
        (keys.user("a:b"), "user", "a:b"),
    ],
)
def test_a_key_is_a_kind_and_a_thing(key: str, kind: str, thing: str) -> None:
    """A crowd's key is its word alone; an id may hold colons."""
    assert (kind, thing) == keys.split(key)


HELD = {
    "jose": {
        "everyone",
        "insiders",
        "licensed",
        "kind:internal",
        "profile:standard",
        "user:jose",
        "permission:create_groups",
        "role:rep",
        "role+:rep",
        "role+:director",
        "role+:ceo",
        "member:campaign",
    },
    "sofia": {
        "everyone",
        "insiders",
        "licensed",
        "kind:internal",
        "profile:standard",
        "user:sofia",
        "permission:create_groups",
        "role:director",
        "role+:director",
        "role+:ceo",
        "above:rep",
        "member:newsroom",
        "member:campaign",
        "member:trustees",
    },
    "carla": {
        "everyone",
        "insiders",
        "licensed",
        "kind:internal",
        "profile:standard",
        "user:carla",
        "permission:create_groups",
        "role:ceo",
        "role+:ceo",
        "above:director",
        "above:rep",
    },
    "mona": {
        "everyone",
        "insiders",
        "licensed",
        "kind:internal",
        "profile:standard",
        "user:mona",
        "permission:create_groups",
        "permission:moderate",
    },
}


@pytest.mark.parametrize("who", HELD)
def test_which_keys_a_person_holds(who: str) -> None:
    """By themselves, by right, by role and the roles around it, by membership; the store holds the same."""
    view = town().view

    assert HELD[who] == people.held(view, view.users[who]) == view.keys(who)
    assert HELD[who] - {key for key in HELD[who] if key.startswith("member:")} == set(
        people.standing(view, view.users[who])
    )


def test_who_has_left_keeps_the_keys_and_gets_one_more() -> None:
    """The rule table turns them away by it; memberships sleep, they are not lost (READINGS 74)."""
    before = town()
    after = town(c.DeactivateUsers(by="hana", ids=("jose",)))

    assert before.view.keys("jose") | {"inactive"} == after.view.keys("jose")


def test_holders_are_the_other_way_round() -> None:
    """Who holds a key, and what a key opens."""
    view = town().view

    assert {"sofia", "carla"} == view.holders("above:rep")
    assert {"gift"} == view.opened("record", "above:rep")
    assert {"campaign"} == view.opened("group", "member:campaign")
    assert {"newsroom", "campaign"} == view.opened("shell", "insiders")


def test_a_role_above_a_role_in_the_middle() -> None:
    """Superiors nearest first, inferiors all of them."""
    view = town(c.AddRole(by=HOST, id="intern", parent="rep"), c.AddRole(by=HOST, id="clerk", parent="director")).view

    assert ["rep", "director", "ceo"] == list(view.superiors("intern"))
    assert {"director", "rep", "clerk", "intern"} == set(view.inferiors("ceo"))
    assert set() == set(view.inferiors("office"))


# Text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("ask @jose or jose", ()),
        ("ask @[jose]", ("jose",)),
        ("@[jose]@[lea]", ("jose", "lea")),
        ("@[jose], @[lea], @[jose]", ("jose", "lea")),
        ("@[two words] and\n@[a:b]", ("two words", "a:b")),
        ("@[] @[[x]] @ [jose] @[jose", ()),
        ("mail@[jose]", ("jose",)),
    ],
)
def test_mentions_are_written_with_brackets(text: str, found: tuple[str, ...]) -> None:
    """`@[id]`, each once, in the order of first mention; a bare `@name` is text (CONTRACT 3)."""
    assert found == mentions(text)


def test_names_are_compared_folded() -> None:
    """Case and spacing aside, accents not."""
    assert folded("Straße  der\tLichter ") == folded("STRASSE DER LICHTER")
    assert folded("José") != folded("Jose")


def test_the_limits_of_a_body() -> None:
    """10,000 characters and 25 mentions (RULES 4.1)."""
    assert (BODY_LIMIT, MENTION_LIMIT) == (10_000, 25)


def test_a_lock_asks_about_whoever_opens_it_or_is_turned_away_or_let_past() -> None:
    asked = keys.Lock(((frozenset({"guests"}), frozenset({"guest:g"})),), frozenset({"member:g"}))
    alone = keys.Lock(((frozenset({"inactive"}), frozenset()),))
    about = {key for key in ("guests", "guest:g", "member:g", "other") if asked.asks_about(frozenset({key}))}
    assert about == {"guests", "guest:g", "member:g"}
    assert (True, False) == (alone.asks_about(frozenset({"inactive"})), alone.asks_about(frozenset({"member:g"})))
    either = keys.Either(ways=(alone, asked))
    assert (True, False) == (either.asks_about(frozenset({"guest:g"})), either.asks_about(frozenset({"other"})))
