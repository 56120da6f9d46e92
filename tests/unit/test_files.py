"""Files: who sees them, where they are found, who may change them, and what goes with what."""

from __future__ import annotations

import pytest
from tests.unit.refusals import ladders_of
from tests.unit.refusals_files import LADDERS, PLAN, REFUSALS, file
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import outcome, town

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.cards import FileCard
from collabcore.keys import Either, Lock
from collabcore.testing import compare
from collabcore.testing.reference import Reference


def seers(made: Engine, *people: str) -> set[str]:
    """Return who of some people sees the plan, whichever way it is asked."""
    found = {who for who in people if made.can_see(who, "plan")}
    assert found == set(people) & made.audience("plan") == {who for who in people if made.explain(who, "plan")}
    return found


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
def test_refused(refusal: Refusal) -> None:
    """Each with its tag and its rule, and nothing is changed."""
    error = refusal.happen()

    assert (refusal.tag, refusal.rule) == (error.tag, error.rule)


@pytest.mark.parametrize("ladder", LADDERS, ids=str)
def test_what_outranks_what(ladder: Ladder) -> None:
    """The order of the tags (READINGS 19)."""
    made = town(*ladder.after)

    assert [tag for tag, _ in ladder.rungs] == [outcome(made, command) for _, command in ladder.rungs]
    assert ladder in ladders_of(type(ladder.rungs[0][1]))


def test_a_file_alone_is_its_uploaders() -> None:
    """Not even administrators of all data see what nobody was given (CASES Q1)."""
    made = town(PLAN)

    assert {"jose"} == seers(made, "jose", "sofia", "lea", "vera", "grace", "carla")
    assert ("file.owner", "file.hidden") == (made.explain("jose", "plan").rule, made.explain("lea", "plan").rule)
    assert "viewer.inactive" == made.explain("nina", "plan").rule


def test_a_file_is_seen_where_it_is_given() -> None:
    """To a person, a team or a role themselves; to a group whoever reads it (READINGS 56)."""
    people = ("jose", "sofia", "lea", "carla", "aniyah")
    crew = c.AddTeam(by=HOST, id="crew", members=("role:office",))

    assert {"jose", "lea"} == seers(town(PLAN, c.ShareFile(by="jose", id="plan", to="lea")), *people)
    assert {"jose", "lea"} == seers(town(PLAN, crew, c.ShareFile(by="jose", id="plan", to="crew")), *people)
    assert {"jose", "sofia"} == seers(town(PLAN, c.ShareFile(by="jose", id="plan", to="role:director")), *people)
    inside = town(PLAN, c.ShareFile(by="jose", id="plan", to="campaign"))
    assert {"jose", "sofia", "aniyah"} == seers(inside, *people)
    assert "group.member" == inside.explain("aniyah", "plan").rule


def test_a_file_is_seen_where_it_is() -> None:
    """In a group by who reads it, on a record by who reads that."""
    people = ("jose", "sofia", "lea", "aniyah", "vera")

    assert {"jose", "sofia", "aniyah", "vera"} == seers(town(file(on="campaign")), *people)
    assert {"jose", "sofia", "vera"} == seers(town(file(on="gift")), *people)


def test_a_file_follows_what_holds_it() -> None:
    """Whoever sees the post or comment sees the file; out of sight with it at once (CASES Q3, Q9)."""
    people = ("jose", "sofia", "lea", "aniyah")
    made = town(PLAN, c.Post(by="jose", id="p-1", to="campaign", files=("plan", "plan")))
    assert {"jose", "sofia", "aniyah"} == seers(made, *people)

    made.apply(c.Comment(by="jose", id="c-1", post="p-news", files=("plan",)))
    assert set(people) == seers(made, *people)
    assert (("plan",), ("plan",)) == (made.viewer("sofia").get("p-1").files, made.viewer("lea").get("c-1").files)  # type: ignore[union-attr]

    made.apply(c.Review(by="mona", item="c-1", status="isolated"))
    assert {"jose", "sofia", "aniyah"} == seers(made, *people)

    made.apply(c.Delete(by="jose", id="p-1"))
    assert {"jose"} == seers(made, *people)
    made.apply(c.Delete(by="grace", id="c-1"))
    made.check()


def test_a_file_goes_with_its_home_group_and_stays_without_its_record() -> None:
    """With a group go the files whose home it is, from everywhere (RULES 1.6, READINGS 56)."""
    home = town(
        file(by="sofia", on="newsroom"),
        c.Post(by="sofia", id="p-1", text="see", files=("plan",)),
        c.Comment(by="sofia", id="c-1", post="p-wall", text="see", files=("plan",)),
        c.Follow(by="lea", target="plan"),
        c.DeleteGroup(by="sofia", id="newsroom"),
    )
    assert ((), (), frozenset()) == (
        home.view.posts["p-1"].files,
        home.view.comments["c-1"].files,
        home.viewer("lea").following(),
    )
    assert "conflict" == outcome(home, PLAN)
    home.check()

    given = town(PLAN, c.ShareFile(by="jose", id="plan", to="newsroom"), c.DeleteGroup(by="sofia", id="newsroom"))
    assert ((), {"jose"}) == (given.view.files["plan"].shared, seers(given, "jose", "lea"))
    given.check()

    record = town(file(on="gift"), c.DeleteRecord(by="jose", id="gift"))
    assert (None, {"jose"}) == (record.view.files["plan"].on, seers(record, "jose", "sofia"))
    record.check()


def test_a_card_shows_every_version() -> None:
    """The size is the latest one's; the home is named to whom may know of it."""
    made = town(
        file(on="campaign"),
        c.AddFileVersion(by="sofia", id="plan", size=9),
        c.UpdateFile(by="jose", id="plan", description="for the board", tags=("budget",)),
        c.ShareFile(by="jose", id="plan", to="lea"),
    )
    card = made.viewer("sofia").get("plan")

    assert isinstance(card, FileCard)
    assert (9, [7, 9], ["jose", "sofia"]) == (
        card.size,
        [version.size for version in card.versions],
        [version.by for version in card.versions],
    )
    assert ("campaign", "for the board", ("budget",)) == (card.on, card.description, card.tags)
    assert "campaign" == made.viewer("lea").get("plan").on  # type: ignore[union-attr]


def test_who_may_change_a_file() -> None:
    """Its owner, who runs its group, who may edit its record, and the administrators of all data who see it."""
    group, record = file(on="newsroom", by="lea"), file(on="gift")
    version = {"id": "plan", "size": 8}

    assert ["done", "done", "done", "not_allowed"] == [
        outcome(town(group), c.AddFileVersion(by=who, **version))  # type: ignore[arg-type]
        for who in ("lea", "sofia", "grace", "jose")
    ]
    assert ["done", "done", "not_allowed"] == [
        outcome(town(record), c.DeleteFile(by=who, id="plan")) for who in ("jose", "sofia", "vera")
    ]
    assert "done" == outcome(town(group), c.DeleteFile(by=HOST, id="plan"))


def test_asking_again_is_nothing() -> None:
    """Sharing with who has it, and changing to what it is (READINGS 1)."""
    made = town(PLAN, c.ShareFile(by="jose", id="plan", to="lea"))

    for again in (
        c.ShareFile(by="jose", id="plan", to="lea"),
        c.ShareFile(by="lea", id="plan", to="jose"),
        c.UpdateFile(by="jose", id="plan", title="Plan"),
    ):
        assert "nothing" == outcome(made, again)


def test_a_followed_file_brings_what_holds_it() -> None:
    """News has posts with a file one follows; the feed of files those of people and groups one follows (RULES 1.7)."""
    made = town(
        PLAN,
        c.ShareFile(by="jose", id="plan", to="lea"),
        c.Follow(by="lea", target="plan"),
        c.Post(by="jose", id="p-1", text="see", files=("plan",)),
    )
    lea = made.viewer("lea")
    assert (("p-1",), "plan", "feed.follows_file") == (
        lea.feed().ids,
        lea.why_in_feed("p-1").source,
        lea.why_in_feed("p-1").rule,
    )
    assert (frozenset({"lea"}), frozenset({"plan"})) == (lea.followers("plan"), lea.following())
    assert () == lea.feed("files").ids
    made.apply(c.Follow(by="lea", target="jose"))
    assert ("p-1",) == lea.feed("files").ids
    made.apply(c.DeleteFile(by="jose", id="plan"))
    assert ((), frozenset({"jose"})) == (lea.feed("files").ids, lea.following())
    made.apply(c.AddFile(by="jose", id="other", title="x", media_type="x", size=0))
    made.apply(c.Unfollow(by="lea", target="jose"))
    made.check()


def test_the_twin_and_the_restatement_agree() -> None:
    """All that happens to files, told to the naive twin, and judged by the rules said a second time."""
    made = town(
        PLAN,
        file(id="kept", on="gift"),
        file(id="home", by="sofia", on="newsroom"),
        c.AddFileVersion(by="jose", id="plan", size=8),
        c.UpdateFile(by="jose", id="plan", title="Ours"),
        c.ShareFile(by="jose", id="plan", to="lea"),
        c.ShareFile(by="jose", id="plan", to="newsroom"),
        c.Follow(by="lea", target="plan"),
        c.Follow(by="lea", target="jose"),
        c.Post(by="jose", id="p-1", text="see", files=("plan", "home")),
        c.Comment(by="lea", id="c-1", post="p-1", files=("plan", "home")),
    )
    compare.agree(made, Reference(made.events()), ("lea",))
    for command in (
        c.DeleteRecord(by="jose", id="gift"),
        c.DeleteGroup(by="sofia", id="newsroom"),
        c.DeleteFile(by="jose", id="plan"),
    ):
        made.apply(command)
        compare.agree(made, Reference(made.events()), ("lea",))


def test_a_remedy_gives_the_file() -> None:
    """What would open a file by itself: being given it."""
    made = town(PLAN)

    assert [c.ShareFile(by=HOST, id="plan", to="lea")] == [remedy.command for remedy in made.remedies("lea", "plan")]


def test_the_best_way_wins() -> None:
    """A lock of several ways opens if one does, and asks about the keys of all."""
    both = Either(ways=(Lock(grants=frozenset({"user:a"})), Lock(grants=frozenset({"user:b"}))))

    assert {"user:a", "user:b"} == {key for part in both.parts for key in part}
    gate = (frozenset({"guests"}), frozenset({"member:g"}))
    assert list(gate) == list(Lock((gate,)).parts)
    assert not both.opens({"user:c"})
