"""Whether a text says anything, by what is remembered and by the words of the rule (SCORING 1.2)."""

from __future__ import annotations

import datetime as dt
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from collabcore.fillers import PLACEHOLDERS, Gate, clean, gate
from collabcore.model import CompletenessProfile, FieldSpec, Record
from collabcore.scorers import counter

NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
MARKS = "\u0301\u030c\u0338\u20dd\u200b\u2060"
LETTERS = st.sampled_from("aAnNtTeExX0-/+ .\t\x1cjJk\u212a\uff2e\u01f0\u00e9ß" + MARKS)
TEXTS = st.text(LETTERS, max_size=7) | st.sampled_from(sorted(PLACEHOLDERS)) | st.text(max_size=5)
WORDS = st.lists(TEXTS, max_size=2).map(tuple)


def stop(text: str, allowed: tuple[str, ...], fillers: tuple[str, ...]) -> str | None:
    """Say what stops a text, from the words of the rule alone."""
    word, known, more = (
        [
            " ".join("".join(c for c in unicodedata.normalize("NFKC", each) if c not in MARKS[4:]).split()).casefold()
            for each in texts
        ]
        for texts in ([text], allowed, fillers)
    )
    if word == [""]:
        return "blank"
    if word[0] in more:
        return "placeholder"
    empty = not any(map(str.isalnum, word[0])) or (len(word[0]) >= 3 and len(set(word[0])) == 1)
    return "placeholder" if word[0] not in known and (empty or word[0] in PLACEHOLDERS) else None


@given(TEXTS, WORDS, WORDS)
@example("a\u0301bc", (), ("\u00e1bc",))
@example("xa\u0301", (), ("x\u00e1",))
@example("Xaver", (), ("xa",))
@example("bBB", (), ())
@example("b ", (), ("b",))
@example("?!", (), ())
@example("b\x1cc", (), ("b c",))
@example("aj\u030c", (), ("a\u01f0",))
def test_what_is_remembered_is_what_the_rule_says(
    text: str, allowed: tuple[str, ...], fillers: tuple[str, ...]
) -> None:
    """Asked once and once more, whatever else was asked before, for any words that are allowed or forbidden."""
    made = gate(allowed, fillers)
    wanted = stop(text, allowed, fillers)

    assert [wanted, wanted] == [made.stopped_by(text), made.stopped_by(text)]
    assert not made.heads[text[:2]] or wanted is None
    assert text not in made.hollow or wanted is not None


@given(TEXTS, WORDS, WORDS)
def test_records_are_counted_by_it(text: str, allowed: tuple[str, ...], fillers: tuple[str, ...]) -> None:
    """The function written out for a profile stops the same texts."""
    spec = FieldSpec("City", placeholders_allowed=allowed, placeholders=fillers)
    record = Record(id="r", type="lead", owner="ana", fields={"City": text}, created_at=NOON, updated_at=NOON)
    count = counter(CompletenessProfile(type="lead", fields=(spec,)))
    real = int(stop(text, allowed, fillers) is None)

    assert [(real, real, 1)] * 2 == [count(record, NOON), count(record, NOON)]


def test_equal_words_make_one_gate() -> None:
    """What one field has shown another knows; other words are another gate."""
    assert gate(("NA",)) is gate(("na ",))
    assert gate(("NA",)) is not gate((), ("NA",))


def test_two_characters_are_enough_for_most() -> None:
    """What begins like no filler is not looked at further; what does, or says too little, is."""
    made = gate()
    sure = [text for text in ("Acme", "+34 600", "Ana", "n/b", "7a", "(x)") if made.heads[text[:2]]]

    assert ["Acme", "+34 600", "Ana", "7a", "(x)"] == [text for text in sure if text != "n/b"]
    assert not any(made.heads[text[:2]] for text in ("", "X", "X Y", "xx", "na", "Test", "--", "é!", "..", "n/b"))


def test_only_so_much_is_remembered() -> None:
    """Neither many texts nor long ones are kept, nor more beginnings than there is room for."""
    made = gate((), ("for this test alone",))
    for number in range(4_097):
        made.stopped_by(f"?{number}" if number % 2 else "-" * 3 + f"{number:>9}")
        made.stopped_by(chr(0x4E00 + number))
    filler = "-" * 65

    assert "placeholder" == made.stopped_by(filler) == made.stopped_by("-" * 64)
    assert filler not in made.words
    assert "-" * 64 in made.hollow
    assert all(len(kept) <= 4_096 for kept in (made.heads, made.words, made.hollow))
    assert made.hollow == {text for text, found in made.words.items() if found is not None}
    assert isinstance(made, Gate)
    assert clean("x  y") == "x y"
