"""A question-and-answer community: a public dump, turned into people, questions, answers, comments, likes and topics.

    python examples/community_site.py PATH

PATH is a folder in the format of the Stack Exchange data dump: `Users.xml`, `Posts.xml`, `Comments.xml`, `Votes.xml`
and `Tags.xml`, each file plain or with `.gz` at the end.

How the dump becomes a community:

* A user is `u<number>`. Who left has no number any more: their questions and answers are those of `gone`.
* A question is a post on its author's wall, `q<number>`, and its tags are topics put on it by its author.
* An answer is a comment of the question, `a<number>`; the accepted one is its best answer.
* A comment is a comment too, `c<number>`: of the question, or a reply to the answer.
* The dump says that a vote was given, not by whom. So a vote up is a like by one of as many voters as the most liked
  post needs, `v1`, `v2` …; a vote down, which has no like in this engine, is a record `down` that names its item.
  The score of an item is its likes less those records.
* A favourite is a bookmark of the person it names.
* Bodies are plain text: cut at the engine's limit, and with no `#word` or `@[id]` in them, which mean nothing there.

Votes name their day only: one of the day its post was made stands just after the post.
What refers to something that is no longer in the dump is refused by the engine, and reported with its row.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import html
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import attrs

from collabcore import HOST, CollabError, Engine
from collabcore import commands as c
from collabcore.commands import Command
from collabcore.errors import not_found
from collabcore.text import BODY_LIMIT, TITLE_LIMIT

try:
    from rich import console as rich_console
    from rich import progress as rich_progress
except ImportError:  # the import is then silent until its report
    rich_progress = None  # type: ignore[assignment]

Row: TypeAlias = Mapping[str, str]
Tables: TypeAlias = Mapping[str, Sequence[Row]]

TABLES: Final = ("Users", "Posts", "Comments", "Votes", "Tags")
QUESTION: Final = "1"
ANSWER: Final = "2"
"""Types of posts."""

ACCEPTED: Final = "1"
UP: Final = "2"
DOWN: Final = "3"
FAVOURITE: Final = "5"
"""Types of votes."""

GONE: Final = "gone"
SHOWN: Final = 5


# Reading


def read_tables(folder: Path, names: Iterable[str] = TABLES) -> Tables:
    """Return the rows of the files of a dump, as they are.

    Raises:
        FileNotFoundError: One of them is not there.
    """
    return {name: list(_rows(folder, name)) for name in names}


def _rows(folder: Path, name: str) -> Iterator[Row]:
    packed = folder / f"{name}.xml.gz"
    with gzip.open(packed) if packed.exists() else (folder / f"{name}.xml").open("rb") as file:
        for row in ET.parse(file).getroot():  # noqa: S314 - a file the user names
            yield dict(row.attrib)


def moment(text: str) -> dt.datetime:
    """Return a moment of the dump, which are all in UTC."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def plain(body: str, limit: int = BODY_LIMIT) -> str:
    """Return a body without its mark-up, and without marks that would mean something here.

    >>> plain("<p>What is <b>C#</b>, #1?</p>")
    'What is C#, № 1?'
    """
    words = html.unescape(re.sub(r"<[^>]*>", "", body)).replace("@[", "@ [")
    return re.sub(r"(?<![\w#&])#(?=[\w\[])", "№ ", words).strip()[:limit].strip() or "…"


def topics_of(question: Row) -> list[str]:
    """Return the tags of a question."""
    return re.findall(r"<([^>]+)>", question.get("Tags", ""))


# Commands


class Timed(NamedTuple):
    """A command at its moment, and where in the dump it comes from."""

    at: dt.datetime
    order: int
    place: str
    command: Command


@attrs.frozen
class Dump:
    """The rows of a dump, and what they come to as commands."""

    tables: Tables

    @property
    def posts(self) -> dict[str, Row]:
        """Questions and answers, by their number."""
        return {row["Id"]: row for row in self.tables["Posts"] if row["PostTypeId"] in (QUESTION, ANSWER)}

    @property
    def questions(self) -> list[Row]:
        """The questions."""
        return [row for row in self.posts.values() if row["PostTypeId"] == QUESTION]

    def people(self) -> Iterator[Command]:
        """Yield a user for everyone, for who left, and for as many voters as are needed."""
        for row in self.tables["Users"]:
            yield c.AddUser(by=HOST, id=f"u{row['Id']}", name=f"Person {row['Id']}")
        yield c.AddUser(by=HOST, id=GONE, name="Somebody who left")
        ups = Counter(vote["PostId"] for vote in self.tables["Votes"] if vote["VoteTypeId"] == UP)
        for number in range(1, max(ups.values(), default=0) + 1):
            yield c.AddUser(by=HOST, id=f"v{number}", name=f"Voter {number}")

    def talk(self) -> list[Timed]:
        """Return all that was said and voted, in the order of time; of the same moment, as the dump has it."""
        posts, order = self.posts, count()
        made = [*self._said(posts), *self._commented(posts), *self._voted(posts)]
        return sorted(Timed(at, next(order), place, command) for at, place, command in made)

    def _said(self, posts: Mapping[str, Row]) -> Iterator[tuple[dt.datetime, str, Command]]:
        for number, row in posts.items():
            at, by, place = moment(row["CreationDate"]), author(row), f"Posts {number}"
            if row["PostTypeId"] == ANSWER:
                answer = c.Comment(by=by, id=f"a{number}", post=f"q{row['ParentId']}", text=plain(row["Body"]), at=at)
                yield at, place, answer
                continue
            title = plain(row["Title"], TITLE_LIMIT)
            yield at, place, c.Post(by=by, id=f"q{number}", question=title, text=plain(row["Body"]), at=at)
            for topic in topics_of(row):
                yield at, place, c.Tag(by=by, post=f"q{number}", topic=topic, at=at)

    def _commented(self, posts: Mapping[str, Row]) -> Iterator[tuple[dt.datetime, str, Command]]:
        for row in self.tables["Comments"]:
            at, number = moment(row["CreationDate"]), row["Id"]
            below = posts.get(row["PostId"], {"PostTypeId": QUESTION})
            answers = below["PostTypeId"] == ANSWER
            yield (
                at,
                f"Comments {number}",
                c.Comment(
                    by=f"u{row['UserId']}" if "UserId" in row else GONE,
                    id=f"c{number}",
                    post=f"q{below['ParentId'] if answers else row['PostId']}",
                    reply_to=f"a{row['PostId']}" if answers else None,
                    text=plain(row["Text"]),
                    at=at,
                ),
            )

    def _voted(self, posts: Mapping[str, Row]) -> Iterator[tuple[dt.datetime, str, Command]]:
        voters: Counter[str] = Counter()
        for row in self.tables["Votes"]:
            post = posts.get(row["PostId"])
            given = moment(row["CreationDate"])
            at = given if post is None else max(given, moment(post["CreationDate"]))
            item = item_of(row["PostId"], post)
            kind, place = row["VoteTypeId"], f"Votes {row['Id']}"
            if kind == UP:
                voters[item] += 1
                yield at, place, c.Like(by=f"v{voters[item]}", item=item, at=at)
            elif kind == DOWN:
                yield at, place, c.AddRecord(by=HOST, type="down", owner=GONE, fields={"item": item}, at=at)
            elif kind == ACCEPTED:
                asker = author({} if post is None else posts[post["ParentId"]])
                yield at, place, c.ChooseBestAnswer(by=asker, comment=item, at=at)
            elif kind == FAVOURITE:
                yield at, place, c.Bookmark(by=f"u{row.get('UserId', '')}", post=item, at=at)


def author(row: Row) -> str:
    """Return whose a question or answer is."""
    return f"u{row['OwnerUserId']}" if "OwnerUserId" in row else GONE


def item_of(number: str, row: Row | None) -> str:
    """Return the id of a question or answer; of a question, where the dump has it no more."""
    return f"a{number}" if row is not None and row["PostTypeId"] == ANSWER else f"q{number}"


# Applying


@attrs.frozen
class Problem:
    """A row that the engine refused, and why."""

    place: str
    tag: str
    refusal: CollabError

    def __str__(self) -> str:
        """Return it in a line."""
        return f"{self.place} ({self.tag}): {self.refusal.message}"


@attrs.frozen
class Community:
    """A dump as an engine, and what of it could not be had."""

    dump: Dump
    engine: Engine
    problems: list[Problem] = attrs.field(factory=list)

    def take(self, timed: Timed) -> None:
        """Apply a command, or keep why not: the import goes on."""
        command = timed.command
        try:
            if isinstance(command, c.AddRecord):
                self._known(str(command.fields["item"]))
            self.engine.apply(command)
        except CollabError as refusal:
            self.problems.append(Problem(timed.place, command.tag, refusal))

    def _known(self, item: str) -> None:
        """Refuse a vote down on what is not there: to the engine it is a record like any other."""
        view = self.engine.view
        if item not in view.posts and item not in view.comments:
            raise not_found(item)

    @property
    def downs(self) -> Counter[object]:
        """How many votes down each item has."""
        records = self.engine.view.records.values()
        return Counter(record.fields["item"] for record in records if record.type == "down")

    def below(self, item: str, kind: str) -> int:
        """Return how many answers (`a`) or comments (`c`) stand right below a question or an answer."""
        view = self.engine.view
        question = item if item in view.posts else view.comments[item].post
        upper = None if question == item else item
        found = (view.comments[comment] for comment in view.comments_on(question))
        return sum(comment.reply_to == upper and comment.id.startswith(kind) for comment in found)

    def questions_about(self, topic: str) -> int:
        """Return how many posts the feed of a topic has, read page by page by somebody who left."""
        viewer, after, found = self.engine.viewer(GONE), None, 0
        while True:
            page = viewer.feed("topic", of=topic, after=after, limit=100)
            found += len(page)
            if page.cursor is None:
                return found
            after = page.cursor


def build(tables: Tables) -> Community:
    """Return the community of a dump: rows that the engine refuses are kept as problems, and the import goes on."""
    dump = Dump(tables)
    talk = dump.talk()
    start = min((timed.at for timed in talk), default=dt.datetime.now(dt.UTC))
    community = Community(dump, Engine(clock=lambda: start))
    community.engine.apply_all(dump.people())
    for timed in progress(talk):
        community.take(timed)
    return community


def progress(commands: Sequence[Timed]) -> Iterable[Timed]:
    """Yield the commands under a progress bar on standard error, where there is one to draw."""
    if rich_progress is None:
        return commands
    return rich_progress.track(commands, "importing", console=rich_console.Console(stderr=True), transient=True)


# Telling


class Figure(NamedTuple):
    """A published column, and how many of its values the engine's own count equals."""

    name: str
    equal: int
    of: int


def figures(community: Community) -> Iterator[Figure]:
    """Yield how far the engine's counts are those that the site published."""
    posts, downs = community.dump.posts, community.downs
    likes = community.engine.view.likes
    names = {number: item_of(number, row) for number, row in posts.items()}
    scores = (len(likes(names[number])) - downs[names[number]] == int(row["Score"]) for number, row in posts.items())
    yield counted("scores", scores)
    questions = community.dump.questions
    yield counted("answers", (community.below(f"q{row['Id']}", "a") == int(row["AnswerCount"]) for row in questions))
    told = (community.below(names[number], "c") == int(row["CommentCount"]) for number, row in posts.items())
    yield counted("comments", told)
    kept = community.engine.view.bookmarkers
    yield counted("favourites", (len(kept(f"q{row['Id']}")) == int(row.get("FavoriteCount", 0)) for row in questions))
    best = (community.engine.view.posts[f"q{row['Id']}"].best_answer for row in questions)
    wanted = (row.get("AcceptedAnswerId") for row in questions)
    pairs = zip(best, wanted, strict=True)
    yield counted("accepted", (mine == (theirs and f"a{theirs}") for mine, theirs in pairs if mine or theirs))
    tags = community.dump.tables["Tags"]
    yield counted("topics", (community.questions_about(tag["TagName"]) == int(tag["Count"]) for tag in tags))


def counted(name: str, answers: Iterable[bool]) -> Figure:
    """Return how many answers are yes."""
    found = list(answers)
    return Figure(name, sum(found), len(found))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, build, tell."""
    parser = argparse.ArgumentParser(description="A question-and-answer site as a community.")
    parser.add_argument("path", type=Path, help="folder of a Stack Exchange data dump")
    chosen = parser.parse_args(arguments)
    try:
        tables = read_tables(chosen.path)
    except FileNotFoundError as error:
        parser.error(f"no such file: {error.filename}")
    community = build(tables)
    view = community.engine.view
    print(f"{len(view.users):,} people, {len(view.posts):,} questions, {len(view.comments):,} answers and comments")
    print("\nCounted by the engine, and equal to what the site published")
    for figure in figures(community):
        print(f"  {figure.name:10}  {figure.equal:5,} of {figure.of:5,}")
    reader = community.engine.viewer(GONE)
    print("\nMost discussed in the last week: " + ", ".join(trend.topic for trend in reader.most_discussed()[:SHOWN]))
    print("\nNot there any more, so refused")
    for (tag, rule), number in Counter((each.tag, each.refusal.rule) for each in community.problems).most_common():
        first = next(each for each in community.problems if (each.tag, each.refusal.rule) == (tag, rule))
        print(f"  {number:5,}  {tag} ({rule}), the first: {first}")


if __name__ == "__main__":
    main()
