"""Whole question-and-answer communities: every count of the engine is the one that the site published."""

from collections import Counter

import pytest
from tests.data.loading import example

from collabcore import commands as c

site = example("community_site")

PUBLISHED = {
    # Questions, answers and topics, comments, rows of the four tables that refer to what is no longer there.
    "se-ai-2017": (604, 1_004, 158, 1_700),
    "se-french-meta-2021": (274, 487, 94, 1_305),
    "se-conlang-meta-2020": (54, 115, 71, 230),
}
"""By SOURCE.md: questions, answers, topics, comments. One loader for all of them, in two languages."""


@pytest.fixture(scope="module", params=PUBLISHED)
def community(request, data_dir):
    return site.build(site.read_tables(data_dir / request.param))


@pytest.fixture
def published(request, community):
    return PUBLISHED[request.node.callspec.params["community"]]


def test_nothing_is_lost(community, published):
    """Every question, answer, topic and comment of the files is in the engine."""
    view = community.engine.view
    kinds = Counter(comment[0] for comment in view.comments)
    assert (len(view.posts), kinds["a"], len(community.dump.tables["Tags"]), kinds["c"]) == published


def test_every_published_count_is_the_engine_s(community, published):
    """Scores, answers, comments, favourites, accepted answers, and the feed of each topic: all of them."""
    questions, answers, topics, _ = published
    found = {figure.name: (figure.equal, figure.of) for figure in site.figures(community)}
    accepted = sum("AcceptedAnswerId" in row for row in community.dump.questions)
    assert found == {
        "scores": (questions + answers,) * 2,
        "answers": (questions,) * 2,
        "comments": (questions + answers,) * 2,
        "favourites": (questions,) * 2,
        "accepted": (accepted,) * 2,
        "topics": (topics,) * 2,
    }


def test_what_is_not_there_any_more_is_reported_row_by_row(community):
    """A vote on a deleted post is refused as a vote on nothing, with its row; no other row is."""
    posts = {row["Id"] for row in community.dump.tables["Posts"]}
    imported = {site.UP, site.DOWN, site.ACCEPTED, site.FAVOURITE}
    votes = [row for row in community.dump.tables["Votes"] if row["VoteTypeId"] in imported]
    dangling = {f"Votes {row['Id']}" for row in votes if row["PostId"] not in posts}
    assert dangling
    assert {problem.place for problem in community.problems} == dangling
    assert {problem.refusal.rule for problem in community.problems} == {"existence.hidden"}
    assert len(community.problems) == len(dangling)


def test_the_engine_is_sound(community):
    """Every index agrees with the journal."""
    community.engine.check()


def test_it_tells_its_story(data_dir, capsys):
    """The example as a reader runs it."""
    site.main([str(data_dir / "se-conlang-meta-2020")])
    told = capsys.readouterr().out
    assert "scores        169 of   169" in told
    assert "topics         71 of    71" in told
    assert "nothing known as" in told


def test_a_folder_without_the_files_is_refused(tmp_path, capsys):
    """With the name of the first that is missing."""
    with pytest.raises(SystemExit):
        site.main([str(tmp_path)])
    assert "Users.xml" in capsys.readouterr().err


def test_bodies_mean_nothing_by_accident():
    """Neither topics nor mentions come from text that was written elsewhere."""
    words = site.plain("<p>C# and #1 for @[u1] &amp; co</p>")
    made = c.Post(by="x", text=words)
    assert made.text == "C# and № 1 for @ [u1] & co"
