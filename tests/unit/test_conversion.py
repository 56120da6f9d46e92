"""Opening up to outsiders in three steps: look, then apply all or nothing, or abandon."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest
from tests.unit.refusals_partners import PARTNER
from tests.unit.world import engine, happen, town

from collabcore import HOST, ConflictError, Engine
from collabcore import commands as c
from collabcore import events as e
from collabcore.conversion import OUTSIDE, Conversion, Opening, Sight
from collabcore.journal import MemoryJournal
from collabcore.model import Role
from collabcore.testing import restatement

OPENING = (
    c.EnablePartnerManagement(by=HOST),
    c.EnablePartnerAccount(by=HOST, account="acme"),
    c.AddNetwork(by=HOST, id="site", name="Site", profiles=("outside",)),
    c.PublishNetwork(by=HOST, id="site"),
    c.EnablePartnerUser(by=HOST, contact="acme-pia", id="pia", profile="outside"),
)
RULE = c.AddSharingRule(by=HOST, id="old", type="opportunity", to="role+:director", level="read", owned_by="role:rep")
TALK = (
    c.Post(by="jose", id="open", to="gift", text="the offer", audience="all"),
    c.Comment(by="jose", id="aside", post="open", text="and more"),
    c.CreateGroup(by="sofia", id="hall", name="Hall"),
)


def before(*more: c.Command) -> Engine:
    """Return a town with an account of José's, its contact, and an old sharing rule that partners are not meant by."""
    return town(*PARTNER[1:3], RULE, *TALK, *more)


def told(here: Engine) -> tuple[str, int]:
    """Return all that a change would show in."""
    return here.digest(), len(list(here.events()))


def judged(here: Engine, changes: Iterable[c.Command]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return who outside gains and who loses what, by the restatement of the rules in two worlds."""
    after = here.fork()
    for change in changes:
        after.apply(change)
    sight = []
    for world in (here, after):
        view = world.view
        things = [*view.users, *view.groups, *view.records, *view.posts, *view.comments]
        sight.append({(u, i) for u, i in product(view.users, things) if restatement.may_see(view, u, i)})
    were, are = sight
    outside = {user.id for user in after.view.users.values() if user.kind in OUTSIDE}
    return {(u, i) for u, i in are - were if u in outside and u != i}, were - are


def pairs(sights: Iterable[Sight]) -> set[tuple[str, str]]:
    """Return who sees what."""
    return {(sight.reader, sight.item) for sight in sights}


# 1. Look


def test_it_tells_who_outside_gains_what_by_which_rule_and_why() -> None:
    """Her account and contact by being there; a record, and what is said on it, by the old rule; nothing is changed."""
    here = before()
    was = told(here)
    found = here.conversion(OPENING)

    wanted = {"acme": "account", "acme-pia": "contact", "gift": "opportunity"}
    wanted |= {"p-moved": "post", "open": "post", "aside": "comment"}
    assert wanted == {sight.item: sight.kind for sight in found.gained if sight.kind != "user"}
    assert {("pia", "record.read")} == {(sight.reader, sight.rule) for sight in found.gained if sight.item in wanted}
    assert ((), ()) == (found.lost, found.problems)
    facts = next(sight.because for sight in found.gained if sight.item == "open")
    assert facts[0].startswith("rule `old` gives role `director`")
    assert "`pia` is a partner of `acme`, below role `rep`, below `director`" in facts
    assert was == told(here)


def test_what_opens_is_told_by_cause() -> None:
    """The list of rules to think about: the account itself, and the old rule."""
    assert (
        Opening(cause="rule", through="old", items=("gift", "p-moved", "open", "aside"), readers=("pia",)),
        Opening(cause="account", through="acme", items=("acme", "acme-pia"), readers=("pia",)),
    ) == tuple(opens for opens in before().conversion(OPENING).openings if opens.cause in ("account", "rule"))


def test_defaults_and_places_are_causes_too() -> None:
    """A default by the type that is open, a wall or a group by the row that decides and the place."""
    here = before(*OPENING)
    opened = [
        c.UpdateNetwork(by=HOST, id="site", profiles=("outside", "standard")),
        c.Configure(by=HOST, external_user_visibility="public"),
        c.Configure(by=HOST, record_visibility={"lead": "read"}, external_record_visibility={"lead": "read"}),
        c.AddRecord(by="jose", id="lead", type="lead"),
        c.CreateGroup(by="sofia", id="club", name="Club", network="site"),
        c.AddMember(by="sofia", group="club", user="pia"),
        c.Post(by="sofia", id="hello", to="club", text="hello"),
        c.Post(by="sofia", id="wall", text="words", network="site"),
    ]
    conversion = here.conversion(opened)
    found = {(opens.cause, opens.through): opens.items for opens in conversion.openings}
    assert conversion.problems == ()

    assert ("lead",) == found["default", "lead"]
    assert ("hello",) == found["group.member", "club"]
    assert "wall" in found["profile.external_public", "sofia"]
    assert ("sofia",) == found["person.external_public", "sofia"]


@pytest.mark.parametrize(
    "changes",
    [
        OPENING,
        (*OPENING, c.RemoveSharingRule(by=HOST, id="old")),
        (c.RemoveSharingRule(by=HOST, id="old"), *OPENING, c.ShareRecord(by="jose", record="gift", to="pia")),
        (*OPENING, c.Delete(by="jose", id="open")),
        (c.DeactivateUsers(by=HOST, ids=("jose",)),),
    ],
)
def test_it_is_what_the_restatement_of_the_rules_says(changes: tuple[c.Command, ...]) -> None:
    """Judged a second way: everything in two worlds, asked of rules written apart."""
    here = before()
    found, (gains, losses) = here.conversion(changes), judged(here, changes)

    assert gains == pairs(found.gained)
    assert losses == pairs(found.lost)


def test_what_colleagues_lose_is_told_with_what_showed_it() -> None:
    """The reason is the one that held until then."""
    here = before(c.UpdateUser(by=HOST, id="lea", role="office"))
    side = c.AddSharingRule(by=HOST, id="side", type="opportunity", to="role:office", level="read", owned_by="role:rep")
    here.apply(side)
    lost = here.conversion([c.RemoveSharingRule(by=HOST, id="side")]).lost

    assert {"lea"} == {sight.reader for sight in lost}
    assert {"gift", "open"} <= {sight.item for sight in lost}
    assert all(sight.because[0].startswith("rule `side` gives role `office`") for sight in lost)


def test_every_problem_is_told_with_its_place() -> None:
    """Steps as JSON or commands; the rest is tried all the same, and what depends on a refused one is refused too."""
    changes: list[c.Command | dict[str, object]] = [
        {"do": "enable_partner_managment"},
        OPENING[1],
        {"do": "publish_network", "id": "site"},
        {"do": "add_role", "id": "new"},
        c.AddRole(by="lea", id="mine"),
    ]
    found = before().conversion(changes)

    assert [
        ("change 1", "invalid", "shape.unknown_command"),
        ("change 2", "conflict", "partner.not_allowed_here"),
        ("change 3", "not_found", "existence.hidden"),
        ("change 5", "not_allowed", "permission.manage_users"),
    ] == [(problem.where, problem.tag, problem.rule) for problem in found.problems]


# 2. Apply


def test_applied_it_is_what_applying_gives() -> None:
    """The same events as from the engine; once, and not twice."""
    here, there = before(), before()
    found = here.conversion(OPENING)
    happened = found.apply()

    assert [event.tag for event in there.apply_all(OPENING)] == [event.tag for event in happened]
    assert "applied" == found.state
    assert {("pia", "acme")} <= {
        (sight.reader, sight.item) for sight in found.gained if here.can_see("pia", sight.item)
    }
    here.check()
    for again in (found.apply, found.abandon):
        with pytest.raises(ConflictError) as refusal:
            again()
        assert "conversion.over" == refusal.value.rule


def test_what_is_new_has_the_id_of_the_look() -> None:
    """Ids that commands leave open are made once."""
    here = before(*OPENING)
    changes = [c.AddRecord(by="pia", type="lead"), c.AddRecord(by="pia", type="lead")]
    found = here.conversion(changes)
    here.conversion(changes)
    made = [event.record.id for event in found.apply() if isinstance(event, e.RecordAdded)]

    assert made == [sight.item for sight in found.gained if sight.kind == "lead"]
    assert 2 == len(set(made))


def test_a_moment_of_its_own_is_kept() -> None:
    """A change that says when it happens is tried, and made, at that moment; an earlier one is refused in its place."""
    here = before()
    late = here.now().replace(year=2030)
    found = here.conversion([c.AddRole(by=HOST, id="late", at=late), c.AddRole(by=HOST, id="later")])
    early = here.conversion([c.AddRole(by=HOST, id="early", at=late.replace(year=2020))])

    assert ["time.backwards"] == [problem.rule for problem in early.problems]
    assert [late, late] == [event.at for event in found.apply()]


def refused(found: Conversion) -> str:
    """Return the rule by which a conversion cannot be applied."""
    with pytest.raises(ConflictError) as refusal:
        found.apply()
    return refusal.value.rule


def test_nothing_is_applied_of_a_plan_with_a_problem() -> None:
    """Not even what comes before it; the refusal tells every problem."""
    here = before()
    was = told(here)
    found = here.conversion([*OPENING, c.AddRole(by="lea", id="mine"), {"do": "nothing"}])

    assert "conversion.problems" == refused(found)
    with pytest.raises(ConflictError, match=r"change 6: not_allowed .*; change 7: invalid"):
        found.apply()
    assert was == told(here)
    assert "planned" == found.state


def test_nothing_is_applied_when_anything_happened_since() -> None:
    """Here, or in another process that writes to the same journal."""
    here = before()
    found = here.conversion(OPENING)
    here.apply(c.AddRole(by=HOST, id="new"))
    was = told(here)

    assert "conversion.stale" == refused(found)
    assert was == told(here)
    journal = MemoryJournal(before().events())
    one, other = Engine(journal=journal), Engine(journal=journal)
    shared = one.conversion(OPENING)
    other.apply(c.AddRole(by=HOST, id="new"))
    digest = one.digest()
    assert "journal.position" == refused(shared)
    assert digest == one.digest()
    one.catch_up()
    assert "conversion.stale" == refused(shared)


def test_a_refusal_nobody_foresaw_changes_nothing() -> None:
    """What happened unnoticed makes a change fail in the middle: none is made, and the plan is a plan still."""
    here = before()
    found = here.conversion([c.AddRole(by=HOST, id="first"), c.AddRole(by=HOST, id="new")])
    role = e.RoleAdded(by=HOST, at=here.now(), role=Role(id="new"))
    happen(here, role)
    found._position = lambda: found._seen_at  # the engine does not notice, for the sake of the test
    was = told(here)

    with pytest.raises(ConflictError):
        found.apply()
    assert was == told(here)
    assert "planned" == found.state
    assert "first" not in here.view.roles


# 3. Abandon


def test_abandoned_it_changes_nothing_and_cannot_be_applied() -> None:
    """Abandoning twice is nothing."""
    here = before()
    was = told(here)
    found = here.conversion(OPENING)
    found.abandon()
    found.abandon()

    assert "conversion.over" == refused(found)
    assert was == told(here)


# Shown


def test_shown_as_text_and_in_a_notebook() -> None:
    """Nothing is a line; what there is to look at is a table each, and every cell is escaped."""
    empty = engine().conversion([])
    assert "conversion, planned: 0 changes, 0 things shown to 0 outside, 0 things hidden from somebody, 0 problems" == (
        repr(empty)
    )
    found = before().conversion([*OPENING, c.RemoveSharingRule(by=HOST, id="<b>"), c.Delete(by="jose", id="open")])
    text, page = str(found), found._repr_html_()

    assert text.startswith("conversion, planned: 6 changes, ")
    assert ["refused", "what opens", "gained outside", "lost by anybody"] == [
        line for line in text.splitlines() if line in ("refused", "what opens", "gained outside", "lost by anybody")
    ]
    assert "<caption>what opens</caption>" in page
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
