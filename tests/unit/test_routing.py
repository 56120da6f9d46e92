"""Who gets a record: eligibility, turns, rules, queues, and what the owner does first."""

import itertools
from collections import Counter
from fractions import Fraction

import attrs
import pytest
from tests.unit.refusals_partners import PARTNER
from tests.unit.refusals_routing import LADDERS, LEAD, QUEUE, READY, REFUSALS, TURNS, WAITS
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import outcome, refused, town

from collabcore import HOST, Engine, NotFoundError
from collabcore import commands as c
from collabcore import events as e
from collabcore.model import AssignmentEntry, Criterion, Rotation, Turn
from collabcore.routing import after_turn, next_turn, restarted


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
def test_refused(refusal: Refusal) -> None:
    """Refused as the table says, and nothing has changed."""
    found = refusal.happen()
    assert (refusal.tag, refusal.rule) == (found.tag, found.rule)


@pytest.mark.parametrize("ladder", LADDERS, ids=str)
def test_ladder(ladder: Ladder) -> None:
    """The first reason to refuse is the one that is given."""
    for wanted, command in ladder.rungs:
        assert wanted == outcome(town(*ladder.after), command)


# Eligibility

TABLE = {
    # (the profile is the network's, it is live, the user is active, and has logged in): why not
    (True, True, True, True): (),
    (True, True, True, False): ("never_logged_in",),
    (True, True, False, True): ("inactive",),
    (True, True, False, False): ("inactive", "never_logged_in"),
    (True, False, True, True): ("network_offline",),
    (True, False, True, False): ("never_logged_in", "network_offline"),
    (True, False, False, True): ("inactive", "network_offline"),
    (True, False, False, False): ("inactive", "never_logged_in", "network_offline"),
    (False, True, True, True): ("not_a_member",),
    (False, True, True, False): ("never_logged_in", "not_a_member"),
    (False, True, False, True): ("inactive", "not_a_member"),
    (False, True, False, False): ("inactive", "never_logged_in", "not_a_member"),
    (False, False, True, True): ("not_a_member", "network_offline"),
    (False, False, True, False): ("never_logged_in", "not_a_member", "network_offline"),
    (False, False, False, True): ("inactive", "not_a_member", "network_offline"),
    (False, False, False, False): ("inactive", "never_logged_in", "not_a_member", "network_offline"),
}


def channel(member: bool, live: bool, active: bool, logged_in: bool) -> Engine:
    """Return a town with a partner's user in one of the sixteen states, and José's lead."""
    here = town(*PARTNER, LEAD)
    here.apply(c.AddNetwork(by=HOST, id="site", name="Site", profiles=("outside",) if member else ("other",)))
    here.apply(c.PublishNetwork(by=HOST, id="site"))
    if not live:
        here.apply(c.TakeNetworkOffline(by=HOST, id="site"))
    if logged_in:
        here.apply(c.RecordLogin(by=HOST, user="pia"))
    if not active:
        here.apply(c.DeactivateUsers(by=HOST, ids=("pia",)))
    return here


@pytest.mark.parametrize(("state", "reasons"), TABLE.items(), ids=str)
def test_eligibility(state: tuple[bool, bool, bool, bool], reasons: tuple[str, ...]) -> None:
    """All sixteen: the reasons, and that a transfer, an assignment and the rules go by them (G55)."""
    here = channel(*state)
    assert reasons == here.eligible("pia", "lead", "site")
    by_rules = c.SetAssignmentRules(by=HOST, type="lead", entries=(AssignmentEntry(to="pia"),), default="jose")
    here.apply(by_rules)
    for command in (c.Transfer(by="jose", record="lead", owner="pia"), c.Assign(by="jose", record="lead", to="pia")):
        trial = here.fork()
        if reasons:
            assert f"lead.{reasons[0]}" == refused(trial, command).rule
        else:
            trial.apply(command)
            assert "pia" == trial.view.records["lead"].owner
    here.apply(c.Assign(by="jose", record="lead"))
    made = here.explain_assignment("lead")
    assert ("jose" if reasons else "pia") == here.view.records["lead"].owner == made.owner
    assert (((1, reasons),) if reasons else ()) == tuple((each.entry, each.reasons) for each in made.passed)


def test_not_a_partner_is_all_that_is_said_of_others() -> None:
    """Of people inside nothing more is asked; an account that is no partner disables its people."""
    here = channel(member=True, live=True, active=True, logged_in=True)
    assert ("not_partner",) == here.eligible("jose", "lead", "site")
    here.apply(c.DisablePartnerAccount(by="jose", account="acme"))
    assert ("disabled", "inactive") == here.eligible("pia", "lead", "site")
    for unknown in (("nobody", "lead", "site"), ("pia", "nothing", "site"), ("pia", "lead", "nowhere")):
        with pytest.raises(NotFoundError):
            here.eligible(*unknown)


def test_any_network_will_do() -> None:
    """The nearest one says why not: membership of one that is closed comes before none at all."""
    here = channel(member=True, live=False, active=True, logged_in=True)
    here.apply(c.AddNetwork(by=HOST, id="other", name="Other", profiles=()))
    here.apply(c.PublishNetwork(by=HOST, id="other"))
    give = c.Transfer(by="jose", record="lead", owner="pia")
    assert "lead.network_offline" == refused(here, give).rule
    here.apply(c.UpdateNetwork(by=HOST, id="other", profiles=("outside",)))
    assert here.apply(give)
    assert "lead.not_a_member" == refused(town(*PARTNER, LEAD, c.RecordLogin(by=HOST, user="pia")), give).rule


# Turns


def leads(number: int) -> tuple[c.Command, ...]:
    """Return that some leads are made, José's."""
    return tuple(c.AddRecord(by="jose", id=f"l{n}", type="lead") for n in range(number))


def given(here: Engine, number: int, to: str = "turns") -> list[str | None]:
    """Assign the leads one by one, and return who got them."""
    for n in range(number):
        here.apply(c.Assign(by="jose", record=f"l{n}", to=to))
    return [here.explain_assignment(f"l{n}").owner for n in range(number)]


@pytest.mark.parametrize(
    ("weights", "wanted"),
    [
        ((), "jose lea jose lea jose"),
        ((1, 2), "lea jose lea lea jose"),
        ((3, 1), "jose jose jose lea jose"),
    ],
)
def test_turns(weights: tuple[int, ...], wanted: str) -> None:
    """The exact cycle (CASES N4): by weight, by turns, the acting user not favoured (N19), and kept as a fact (N2)."""
    here = town(*leads(5), c.AddRotation(by=HOST, id="turns", targets=("jose", "lea"), weights=weights))
    assert wanted.split() == given(here, 5)
    rotation = here.view.rotations["turns"]
    assert (wanted.rsplit(maxsplit=1)[-1], Counter(wanted.split())) == (rotation.last, rotation.given)
    here.check()


def test_many_at_once_are_turns_one_by_one() -> None:
    """One command or many: the same people, in the same order."""
    one = town(*leads(6), TURNS)
    one.apply(c.Assign(by="jose", records=tuple(f"l{n}" for n in range(6)), to="turns"))
    many = town(*leads(6), TURNS)
    assert given(many, 6) == [one.explain_assignment(f"l{n}").owner for n in range(6)]


@pytest.mark.parametrize(
    ("hindrance", "reason"),
    [
        (c.SetAbsence(by="lea", user="lea"), "absent"),
        (c.DeactivateUsers(by=HOST, ids=("lea",)), "inactive"),
        (c.UpdateRotation(by=HOST, id="turns", capacity={"lea": 0}), "at_capacity"),
        (c.UpdateUser(by=HOST, id="lea", kind="free", role=None), "not_licensed"),
    ],
)
def test_whoever_cannot_is_passed_over_and_comes_back_without_a_backlog(hindrance: c.Command, reason: str) -> None:
    """CASES N10, N21, N24: nobody ineligible receives; on return they are level with the others."""
    here = town(*leads(9), c.AddRotation(by=HOST, id="turns", targets=("jose", "lea", "sofia")), hindrance)
    for n in range(4):
        here.apply(c.Assign(by="jose", record=f"l{n}", to="turns"))
    assert ["jose", "sofia"] * 2 == [here.explain_assignment(f"l{n}").owner for n in range(4)]
    turns = {turn.target: turn.reasons for turn in here.explain_assignment("l3").turns}
    assert {"jose": (), "lea": (reason,), "sofia": ()} == turns
    assert f"`lea` was passed over: {reason}" in here.explain_assignment("l3").because
    if reason == "absent":
        here.apply(c.SetAbsence(by=HOST, user="lea", absent=False))
        assert () == here.apply(c.SetAbsence(by="lea", user="lea", absent=False))
        for n in range(4, 7):
            here.apply(c.Assign(by="jose", record=f"l{n}", to="turns"))
        after = [str(here.explain_assignment(f"l{n}").owner) for n in range(4, 7)]
        assert ["jose", "lea", "sofia"] == sorted(after)


def test_nobody_left_leaves_the_record_where_it_is() -> None:
    """CASES N22: unassigned, and said so; no crash."""
    here = town(*leads(1), TURNS, c.UpdateRotation(by=HOST, id="turns", capacity={"jose": 0, "lea": 0}))
    assert [None] == given(here, 1)
    assert "jose" == here.view.records["l0"].owner
    assert "unassigned" == here.explain_assignment("l0").because[-1]


def test_capacity_counts_open_records_of_the_type() -> None:
    """CASES N14: converted ones and other types do not count; those given by the same command do."""
    here = town(*leads(4), c.AddRotation(by=HOST, id="turns", targets=("lea",), capacity={"lea": 2}))
    here.apply(c.AddRecord(by="lea", id="case", type="case"))
    here.apply(c.Assign(by="jose", records=("l0", "l1", "l2"), to="turns"))
    assert ["lea", "lea", "jose"] == [here.view.records[f"l{n}"].owner for n in range(3)]
    here.apply(c.ConvertLead(by="lea", record="l0"))
    here.apply(c.Assign(by="jose", record="l2", to="turns"))
    assert "lea" == here.view.records["l2"].owner


def test_turns_over_queues() -> None:
    """The seed's round robin: leads spread over queues, from which partners take them."""
    second = c.AddQueue(by=HOST, id="heap", members=("lea",), types=("lead",))
    cases = c.AddQueue(by=HOST, id="cases", members=("lea",), types=("case",))
    rotation = c.AddRotation(by=HOST, id="turns", targets=("pile", "cases", "heap"))
    here = town(*leads(4), QUEUE, second, cases, rotation)
    assert ["pile", "heap", "pile", "heap"] == given(here, 4)
    assert [("l0", "l2"), ()] == [tuple(r.id for r in here.viewer(who).queue("pile")) for who in ("jose", "lea")]
    with pytest.raises(NotFoundError):
        here.viewer("jose").queue("nothing")


def test_a_changed_rotation_goes_on_where_it_was() -> None:
    """CASES N23: the last one leaves, and the next is whose turn it was; whoever comes back is level."""
    here = town(*leads(8), c.AddRotation(by=HOST, id="turns", targets=("jose", "lea", "sofia")))
    for n in range(2):
        here.apply(c.Assign(by="jose", record=f"l{n}", to="turns"))
    here.apply(c.UpdateRotation(by=HOST, id="turns", targets=("jose", "sofia")))
    here.apply(c.Assign(by="jose", record="l2", to="turns"))
    assert ["jose", "lea", "sofia"] == [here.explain_assignment(f"l{n}").owner for n in range(3)]
    assert () == here.apply(c.UpdateRotation(by=HOST, id="turns", targets=("jose", "sofia")))
    here.apply(c.UpdateRotation(by=HOST, id="turns", targets=("jose", "sofia", "lea")))
    assert {"jose": 1, "sofia": 1, "lea": 1} == here.view.rotations["turns"].given


@pytest.mark.parametrize(
    ("targets", "weights", "wanted"),
    [
        (("a", "b", "c"), (1, 1, 2), {"a": 3, "b": 2, "c": 5}),
        (("a",), (1,), {"a": 3}),
        (("a", "b"), (2, 1), {}),
        (("c",), (1,), {}),
    ],
)
def test_restarted(targets: tuple[str, ...], weights: tuple[int, ...], wanted: dict[str, int]) -> None:
    """Those who stay keep their turns, newcomers begin level; other weights, or other people, begin anew."""
    before = Rotation(id="r", targets=("a", "b"), weights=(1, 1), given={"a": 3, "b": 2}, last="a")
    after = restarted(before, attrs.evolve(before, targets=targets, weights=weights))
    assert (wanted, "a") == (dict(after.given), after.last)


@pytest.mark.parametrize("weights", [w for k in (1, 2, 3, 4) for w in itertools.product((1, 2, 3, 5), repeat=k)])
def test_everybody_has_their_share_at_every_moment(weights: tuple[int, ...]) -> None:
    """Law 12, all weights of a size: after n turns each has had n * w / W, give or take less than one."""
    had = [0] * len(weights)
    for n in range(1, 2 * sum(weights) + 2):
        pairs = zip(weights, had, strict=True)
        turns = tuple(Turn(target=str(i), weight=w, given=g) for i, (w, g) in enumerate(pairs))
        taken = next_turn(turns)
        assert taken is not None
        had = list(after_turn(turns, taken).values())
        assert all(abs(h - Fraction(n * w, sum(weights))) < 1 for h, w in zip(had, weights, strict=True))


# Rules

PAU = Criterion("city", "equals", "Pau")
FILLED = Criterion("email", "filled")
RULES = c.SetAssignmentRules(
    by="ines",
    type="lead",
    entries=(
        AssignmentEntry(where=(PAU, FILLED), to="lea", notify=True),
        AssignmentEntry(where=(PAU,), to="turns"),
        AssignmentEntry(where=(FILLED,), to="nina"),
    ),
    default="pile",
)


@pytest.mark.parametrize(
    ("fields", "owner", "entry", "passed", "default"),
    [
        ({"city": "Pau", "email": "x"}, "lea", 1, (), False),
        ({"city": "Pau"}, "jose", 2, (1,), False),
        ({"email": "x"}, "pile", None, (1, 2, 3), True),
        ({}, "pile", None, (1, 2, 3), True),
    ],
)
def test_the_first_entry_that_matches_decides(
    fields: dict[str, str], owner: str, entry: int | None, passed: tuple[int, ...], default: bool
) -> None:
    """G56: the rest is skipped, their mail never sent; where none matches, or whose target cannot, the default."""
    here = town(QUEUE, TURNS, RULES, c.AddRecord(by="sofia", id="lead", type="lead", fields=fields))
    assert () == here.apply(RULES)
    here.apply(c.Assign(by="sofia", record="lead"))
    made = here.explain_assignment("lead")
    assert (owner, entry, passed, default) == (
        made.owner,
        made.entry,
        tuple(each.entry for each in made.passed),
        made.default,
    )
    told = [one.reason for one in here.viewer("lea").notifications()]
    assert ["lead_assigned"] * (owner == "lea") == told
    assert f"rules: `{owner}`" == made.because[-1]
    here.check()


def test_the_words_of_an_explanation() -> None:
    """Which entry matched, why the others did not, and whose turn it was."""
    here = town(QUEUE, TURNS, RULES, c.AddRecord(by="sofia", id="lead", type="lead", fields={"city": "Pau"}))
    here.apply(c.Assign(by="sofia", record="lead"))
    assert (
        "entry 1 did not match: email filled None",
        "entry 2 matched, for `turns`",
        "`jose`, whose turn it was, had had 0 with weight 1",
        "`lea`, who waits, had had 0 with weight 1",
        "rules: `jose`",
    ) == here.explain_assignment("lead").because
    here.apply(c.UpdateRecord(by="jose", id="lead", fields={"city": None, "email": "x"}))
    here.apply(c.Assign(by="jose", record="lead"))
    assert "entry 3 matched, but its target could not have it: inactive" in here.explain_assignment("lead").because
    assert "no other entry decided: the default is `pile`" in here.explain_assignment("lead").because


def test_nothing_to_go_by_leaves_it_unassigned() -> None:
    """No rules, no default, or a default that cannot: said so, and the record stays."""
    here = town(LEAD)
    here.apply(c.Assign(by="jose", record="lead"))
    assert (None, "jose") == (here.explain_assignment("lead").owner, here.view.records["lead"].owner)
    here.apply(c.SetAssignmentRules(by=HOST, type="lead", default="nina"))
    here.apply(c.Assign(by="jose", record="lead"))
    assert "`nina` could not have it: inactive" in here.explain_assignment("lead").because
    nobody = c.AddRotation(by=HOST, id="nobody-able", targets=("nina",))
    here.apply(nobody)
    here.apply(c.SetAssignmentRules(by=HOST, type="lead", entries=(AssignmentEntry(to="nobody-able"),)))
    here.apply(c.Assign(by="jose", record="lead"))
    assert ("nobody_eligible",) == here.explain_assignment("lead").passed[0].reasons


def test_every_record_can_be_explained() -> None:
    """Made so, handed on, accepted, assigned; an unknown one cannot."""
    here = town(LEAD, QUEUE, WAITS)
    assert "created" == here.explain_assignment("lead").how
    here.apply(c.Transfer(by="jose", record="lead", owner="lea"))
    here.apply(c.Accept(by="jose", record="waits"))
    assert ["transfer", "accepted"] == [here.explain_assignment(lead).how for lead in ("lead", "waits")]
    assert () == here.apply(c.Accept(by="jose", record="waits"))
    with pytest.raises(NotFoundError):
        here.explain_assignment("nothing")
    here.apply(c.DeleteRecord(by="lea", id="lead"))
    assert here.view.assignment("lead") is None
    here.check()


# Queues, the inbox, and what comes after


@pytest.mark.parametrize("who", ["jose", "sofia", "carla"])
def test_members_and_those_above_them_accept(who: str) -> None:
    """G58: the outsider is refused, as the table says."""
    here = town(QUEUE, WAITS)
    assert ["waits"] == [record.id for record in here.viewer(who).queue("pile")]
    here.apply(c.Accept(by=who, record="waits"))
    assert (who, ()) == (here.view.records["waits"].owner, here.viewer(who).queue("pile"))


def test_a_partner_accepts_when_eligible() -> None:
    """Like anybody else in the queue; whoever never logged in does not, by the same rule."""
    pile = c.AddQueue(by=HOST, id="pile", members=("pia",), types=("lead",))
    here = town(*READY, pile, WAITS)
    offline = here.fork()
    offline.apply(c.TakeNetworkOffline(by=HOST, id="site"))
    assert "lead.network_offline" == refused(offline, c.Accept(by="pia", record="waits")).rule
    here.apply(c.Accept(by="pia", record="waits"))
    assert ["waits"] == [lead.id for lead in here.viewer("pia").lead_inbox()]


def test_an_inbox_tells_what_is_unread() -> None:
    """Until the owner opens or saves it; one's own and converted ones are never unread."""
    here = town(
        LEAD,
        c.AddRecord(by="jose", id="mine", type="lead"),
        c.AddRecord(by=HOST, id="third", type="lead", owner="jose"),
    )
    jose = here.viewer("jose")
    assert [("lead", True), ("mine", False), ("third", True)] == [(r.id, r.unread) for r in jose.lead_inbox()]
    assert not here.viewer("sofia").get("lead").unread  # type: ignore[union-attr]
    assert here.apply(c.OpenRecord(by="jose", record="lead"))
    assert () == here.apply(c.OpenRecord(by="jose", record="lead"))
    here.apply(c.UpdateRecord(by="sofia", id="third", fields={"city": "Pau"}))
    assert {"third"} == here.view.unread
    here.apply(c.UpdateRecord(by="jose", id="third", fields={"city": "Dax"}))
    assert set() == here.view.unread
    here.apply(c.Transfer(by="jose", record="third", owner="lea"))
    here.apply(c.ConvertLead(by="lea", record="third"))
    assert (set(), ()) == (here.view.unread, here.viewer("lea").lead_inbox())
    assert here.viewer("lea").get("third").converted  # type: ignore[union-attr]


def test_a_lead_becomes_an_opportunity() -> None:
    """A new one, the lead's owner's; or one there is; once."""
    here = town(LEAD, c.AddRecord(by="jose", id="other", type="lead"))
    here.apply(c.ConvertLead(by="jose", record="lead", opportunity="deal"))
    assert ("opportunity", "jose") == (here.view.records["deal"].type, here.view.records["deal"].owner)
    assert () == here.apply(c.ConvertLead(by="jose", record="lead"))
    assert [e.LeadConverted] == list(
        map(type, here.apply(c.ConvertLead(by="jose", record="other", opportunity="deal")))
    )
    here.check()


@pytest.mark.parametrize("notify", [True, False])
def test_the_new_owner_is_told_where_that_is_wished(notify: bool) -> None:
    """By transfer and by assignment; whoever did it is not told."""
    give: c.Command
    for give in (
        c.Transfer(by="jose", record="lead", notify=notify, owner="lea"),
        c.Assign(by="jose", record="lead", notify=notify, to="lea"),
    ):
        here = town(LEAD, give)
        assert [("lead_assigned", "lead", None if not notify else "jose")] * notify == [
            (one.reason, one.item, one.by) for one in here.viewer("lea").notifications()
        ]


def test_a_queue_tells_its_members() -> None:
    """Where it says so: of what is made in it, and of what comes to it."""
    pile = c.AddQueue(by=HOST, id="pile", members=("jose", "lea"), types=("lead",), notify=True)
    here = town(pile, c.AddRecord(by="sofia", id="lead", type="lead"), WAITS)
    here.apply(c.Transfer(by="sofia", record="lead", owner="pile"))
    assert [["lead", "waits"]] * 2 == [[n.item for n in here.viewer(who).notifications()] for who in ("jose", "lea")]


def test_in_bulk_all_or_none() -> None:
    """Mass transfer: what is theirs already is left, each of the others has a tracked change of its own."""
    here = town(LEAD, c.AddRecord(by="lea", id="hers", type="lead"), c.ShareRecord(by="lea", record="hers", to="jose"))
    assert "record.level" == refused(here, c.Transfer(by="jose", records=("lead", "hers"), owner="lea")).rule
    happened = here.apply(c.Transfer(by=HOST, records=("lead", "hers", "gift", "lead"), owner="lea"))
    assert [e.OwnerChanged, e.OwnerChanged, e.Posted] == list(map(type, happened))


def test_what_those_who_left_own_is_rerouted() -> None:
    """CASES N18: the host finds it and runs the rules."""
    here = town(LEAD, *leads(2), TURNS, c.SetAssignmentRules(by=HOST, type="lead", default="turns"))
    here.apply(c.ConvertLead(by="jose", record="l1"))
    here.apply(c.DeactivateUsers(by=HOST, ids=("jose",)))
    assert ("lead", "l0") == here.stranded()
    here.apply(c.Assign(by=HOST, records=here.stranded()))
    assert ((), ("gift",)) == (here.stranded(), here.stranded("opportunity"))


def test_an_account_of_a_partner_goes_to_who_can_manage_it() -> None:
    """By assignment too: somebody inside with a role, and no queue."""
    here = town(*PARTNER, c.AddQueue(by=HOST, id="pile", members=("lea",), types=("account",)))
    for to, reason in (("grace", "not_channel_manager"), ("pile", "wrong_type")):
        assert f"record.{reason}" == refused(here, c.Assign(by=HOST, record="acme", to=to)).rule
    assert here.apply(c.Assign(by=HOST, record="acme", to="lea"))


def test_a_case_goes_to_a_partner_who_is_active() -> None:
    """The conditions of the network are for leads."""
    here = town(*PARTNER, c.AddRecord(by="jose", id="case", type="case"))
    assert here.apply(c.Assign(by="jose", record="case", to="pia"))
    assert () == here.apply(c.Assign(by="jose", record="case", to="pia"))


def test_whoever_assigns_needs_only_sight() -> None:
    """`assign_records` and reading are enough to assign."""
    here = town(LEAD, c.ShareRecord(by="jose", record="lead", to="ines"))
    assert here.apply(c.Assign(by="ines", record="lead", to="lea"))
