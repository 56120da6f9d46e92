"""Search: words, phrases, who finds what, and in which order."""

from __future__ import annotations

import pytest
from tests.unit.world import town

from collabcore import Engine, InvalidError
from collabcore import commands as c
from collabcore.search import KINDS, search, terms
from collabcore.testing import compare, restatement


def hits(made: Engine, who: str, text: str, *kinds: str) -> list[str]:
    """Return the ids somebody finds."""
    return [thing.id for thing in made.viewer(who).search(text, kinds or None)]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Crème brûlée", "creme", True),
        ("Crème brûlée", "BRU", True),
        ("Crème brûlée", "rulee", False),
        ("a 100% sure", "100%", True),
        ("a 100 sure", "100%", False),
        ("under_score", "under_s", True),
        ("underscore", "under_s", False),
        ('it\'s "so"', '"', True),
        ("it is so", '"', False),
        ("say it's so", "it's", True),
        ("one  two\nthree", '"two three"', True),
        ("one two threes", '"two three"', False),
        ("two threes, two three", '"two three"', True),
        ("hello", '""', False),
        ("say hi", "hi say", True),
        ("say hi", "hi no", False),
    ],
)
def test_words(text: str, wanted: str, found: bool) -> None:
    """Folded, whole or from where a word begins, all of them, each character for itself (CASES P27)."""
    made = town(c.Post(by="jose", id="p-1", text=text))

    assert found == ("p-1" in hits(made, "lea", wanted, "post"))


def test_a_share_is_found_by_its_original() -> None:
    """By who may see the original (READINGS 57)."""
    made = town(
        c.Post(by="jose", id="p-1", text="which way?", question="Whither", poll=("left", "right")),
        c.Share(by="sofia", id="p-2", post="p-1", text="vote"),
    )
    assert (["p-2", "p-1"], ["p-1"], ["p-1"]) == tuple(hits(made, "lea", text) for text in ("which", "whither", "left"))

    made.apply(c.Review(by="mona", item="p-1", status="isolated"))
    assert ([], ["p-2"], ["p-2", "p-1"]) == (
        hits(made, "lea", "which"),
        hits(made, "lea", "vote"),
        hits(made, "grace", "which"),
    )


def test_nothing_finds_nothing() -> None:
    """Blank texts ask for no word."""
    assert () == terms("  ")
    assert [] == hits(town(), "jose", " ")


def test_an_unknown_kind() -> None:
    """It is refused, whatever there is to find."""
    with pytest.raises(InvalidError, match="no kind of thing"):
        town().viewer("jose").search("", ("thing",))


def test_newest_first_over_all_kinds() -> None:
    """What was made later comes first, whatever it is (READINGS 32)."""
    made = town(
        c.AddFile(by="jose", id="plan", title="Ask", media_type="text/plain", size=1),
        c.CreateGroup(by="sofia", id="askers", name="Askers"),
        c.AddRecord(by="jose", id="r-1", type="opportunity", fields={"name": "the ask", "amount": 7}),
        c.Comment(by="jose", id="c-2", post="p-wall", text="ask again"),
    )

    assert ["c-2", "r-1", "askers", "plan", "p-ask"] == hits(made, "jose", "ask")
    assert ["c-2", "askers"] == hits(made, "lea", "ask")


def test_information_is_for_members() -> None:
    """A group's information is read by who is in it (READINGS 57)."""
    made = town()

    assert [["campaign"], [], []] == [hits(made, who, "plan", "group") for who in ("jose", "lea", "grace")]


def test_people_who_are_there() -> None:
    """Nobody finds who has left, and who has left finds nothing."""
    made = town()

    assert (["jose"], [], []) == (hits(made, "lea", "jose"), hits(made, "lea", "nina"), hits(made, "nina", "jose"))


def test_a_search_is_a_filter_of_what_is_seen() -> None:
    """Whoever asks, whatever is found is seen by the rules said a second time, and nothing seen is left out."""
    made = town(c.AddFile(by="jose", id="plan", title="the plan", media_type="text/plain", size=1, on="campaign"))
    view = made.view
    texts = {post.id: post.text for post in view.posts.values()}
    texts |= {comment.id: comment.text for comment in view.comments.values()}

    for who in view.users:
        seen = {thing for thing in compare.things(view)[:-1] if restatement.may_see(view, who, thing)}
        assert seen >= set(search(view, who, "the"))
        wanted = {item for item, text in texts.items() if "the" in text.split() and item in seen}
        assert wanted <= set(search(view, who, "the", ("post", "comment")))
    assert set(KINDS) == {"post", "comment", "user", "group", "record", "file", "topic"}
