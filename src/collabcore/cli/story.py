"""The story of a small non-profit: a scenario file replayed scene by scene before an audience.

Rule 1: what happens stands in the file; what is shown is asked of the engine at that moment, never written
here.
Rule 2: a scene begins where the file moves the clock; `SCENES` tells them in that order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import resources
from typing import Final, TypeAlias

import attrs
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from collabcore import commands as c
from collabcore.boards import Row
from collabcore.cli import words
from collabcore.engine import Engine
from collabcore.model import Post, Record
from collabcore.testing.scenarios import Outcome, Runner, Scenario, parse
from collabcore.testing.steps import Ask, Do, Move, Step
from collabcore.view import View

__all__ = ["SCENES", "Stage", "story", "tell"]

_BAR: Final = 11


def story() -> Scenario:
    """Return the bundled story.

    Cost: O(size).
    """
    text = resources.files("collabcore").joinpath("story", "nonprofit.json").read_text(encoding="utf-8")
    return parse(json.loads(text))


def tell(console: Console) -> bool:
    """Tell the story, and return whether everything came out as its file says.

    Cost: less than a second.
    """
    return _told(console, story())


def _told(console: Console, scenario: Scenario) -> bool:
    stage = Stage(console, Runner(scenario.start))
    console.print(Panel(f"[bold]{scenario.title}[/]\n{_OPENING}", box=box.ROUNDED))
    for (title, scene), steps in zip(SCENES, _cut(scenario.steps), strict=True):
        stage.play(steps[:1])
        console.print(f"\n[bold]{stage.moment}: {title}[/]\n", style="cyan")
        scene(stage, steps[1:])
    for line in stage.wrong:
        console.print(line, style="red", markup=False)
    return not stage.wrong


_OPENING: Final = "Every answer below is asked of the engine while the story runs."


def _cut(steps: Sequence[Step]) -> Iterator[Sequence[Step]]:
    """Yield the scenes: each begins where the clock is moved."""
    starts = [place for place, step in enumerate(steps) if isinstance(step, Move)]
    for start, end in zip(starts, [*starts[1:], len(steps)], strict=True):
        yield steps[start:end]


@attrs.frozen
class Stage:
    """Where the story is told, and the workplace it is about."""

    console: Console
    runner: Runner
    wrong: list[str] = attrs.field(factory=list)

    @property
    def engine(self) -> Engine:
        """The workplace."""
        return self.runner.engine

    @property
    def view(self) -> View:
        """The workplace, read-only."""
        return self.runner.engine.view

    @property
    def moment(self) -> str:
        """The day and hour of the next command, in words."""
        at = self.runner.next_moment
        return f"{at:%A} {at.day} {at:%B}, {at:%H:%M}"

    def play(self, steps: Iterable[Step]) -> list[Outcome]:
        """Let steps happen, and remember what came out wrong."""
        outcomes = [self.runner.step(step) for step in steps]
        for outcome in outcomes:
            self.wrong.extend(outcome.lines())
        return outcomes

    def say(self, line: str) -> None:
        """Print a line."""
        self.console.print(escape(line))

    def name(self, thing: str) -> str:
        """Return how people call a thing."""
        return words.name(self.view, thing)

    def first(self, user: str) -> str:
        """Return a person's first name."""
        return self.name(user).split()[0]

    def show(self, table: Table) -> None:
        """Print a table."""
        self.console.print(table)


_Scene: TypeAlias = Callable[[Stage, Sequence[Step]], None]


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, heading in enumerate(headings):
        table.add_column(escape(heading), no_wrap=place == 0)
    return table


def _made(steps: Iterable[Step], kind: type[c.Command]) -> list[str]:
    """Return the ids of what commands of a kind make."""
    commands = (step.command for step in steps if isinstance(step, Do))
    return [str(getattr(command, "id", None)) for command in commands if isinstance(command, kind)]


# Who is who


def _people(stage: Stage, steps: Sequence[Step]) -> None:
    stage.play(steps)
    table = _table("who", "does what", "in the role", "follows", "is in")
    for user in stage.view.users.values():
        role = "" if user.role is None else stage.name(user.role)
        job = str((user.details or {}).get("title", ""))
        table.add_row(user.name, job, role, _follows(stage, user.id), _groups(stage, user.id))
    stage.show(table)
    stage.say("\nNew people start out following their manager. The rest they chose themselves.")


def _follows(stage: Stage, user: str) -> str:
    return ", ".join(stage.name(thing) for thing in sorted(stage.engine.viewer(user).following()))


def _groups(stage: Stage, user: str) -> str:
    return ", ".join(map(stage.name, stage.view.memberships(user)))


# Who sees what


def _posts(stage: Stage, steps: Sequence[Step]) -> None:
    stage.play(steps)
    posts = [stage.view.posts[post] for post in _made(steps, c.Post)]
    for number, post in enumerate(posts, 1):
        where = words.place(stage.view, post.to, post.author)
        stage.say(f"  {number}  {where}: {words.quoted(stage.view, post.text)}")
    readers = [user for user in stage.view.users if user != posts[0].author]
    table = _table("where she posts", *(_reader(stage, user) for user in readers))
    for number, post in enumerate(posts, 1):
        where = f"{number} {words.place(stage.view, post.to, post.author)}"
        table.add_row(where, *(_sight(stage, user, post) for user in readers))
    stage.say("")
    stage.show(table)
    stage.say("\nin feed: it comes by itself; may see: only if looked for; –: as if it did not exist.")
    _mentions(stage, posts)


def _reader(stage: Stage, user: str) -> str:
    followed = ", ".join(filter(None, (_follows(stage, user), _groups(stage, user))))
    return f"{stage.first(user)}\nfollows\n{followed or 'nothing'}"


def _sight(stage: Stage, user: str, post: Post) -> str:
    viewer = stage.engine.viewer(user)
    if not viewer.can_see(post.id):
        return "–"
    return "[bold green]in feed[/]" if post.id in viewer.feed().ids else "may see"


def _mentions(stage: Stage, posts: Iterable[Post]) -> None:
    for number, post in enumerate(posts, 1):
        for user in post.mentions:
            shown = [reader for reader in stage.view.users if _is_on_profile(stage, reader, user, post.id)]
            names = ", ".join(map(stage.first, shown))
            stage.say(f"The mention puts {number} on {stage.first(user)}'s profile too, for {names}.")


def _is_on_profile(stage: Stage, reader: str, of: str, post: str) -> bool:
    return post in stage.engine.viewer(reader).feed("profile", of=of).ids


# Why


def _reasons(stage: Stage, steps: Sequence[Step]) -> None:
    for step in steps:
        (outcome,) = stage.play([step])
        if isinstance(step, Ask):
            lines = words.explanation(stage.engine, str(step.arguments["user"]), str(step.arguments["item"]))
            stage.console.print(Panel(escape("\n".join(lines)), box=box.ROUNDED))
        elif isinstance(step, Do) and isinstance(outcome.got, dict):
            stage.say(f"  {_wish(stage, step.command)}: refused ({outcome.got['refused']})")
            stage.say(f"      {outcome.got['message']}")
    stage.say("\nWhat is hidden and what does not exist are refused in the same words.")


def _wish(stage: Stage, command: c.Command | None) -> str:
    match command:
        case c.Comment(by=by, post=post):
            return f"{stage.first(by)} comments on `{post}`"
        case c.JoinGroup(by=by, group=group):
            return f"{stage.first(by)} joins {stage.name(group)}"
        case _:
            return str(command)


# A record moves on


def _stage_change(stage: Stage, steps: Sequence[Step]) -> None:
    stage.play(steps)
    changes = [post for post in stage.view.posts.values() if post.is_tracked]
    for post in changes:
        for change in post.changes:
            moved = f"{change.field} of {words.place(stage.view, post.to)}: {change.old} → {change.new}"
            stage.say(f"  {stage.first(str(post.author))} changes the {moved}")
        table = _table("who follows it", "in the feed?", "by which rule")
        for user in stage.view.followers(post.to):
            found = stage.engine.explain_feed(user, post.id)
            table.add_row(stage.name(user), "yes" if found else "no", found.rule)
        stage.show(table)


# Points


def _rule(stage: Stage, steps: Sequence[Step]) -> None:
    stage.play(steps)
    for rule in stage.view.rules.values():
        wanted = ", ".join(f"{one.field} {one.operator} {one.value}" for one in rule.where)
        fields = len(stage.view.profiles[rule.type or ""].fields)
        stage.say(f"  the rule: {rule.points} points for a {rule.type} with all {fields} fields, if `{wanted}`")
    for lead in _made(steps, c.AddRecord):
        _lead(stage, stage.view.records[lead])


def _lead(stage: Stage, lead: Record) -> None:
    score = stage.engine.viewer(lead.owner).completeness(lead.id)
    earned = sum(entry.points for entry in stage.engine.ledger(lead.owner) if entry.record == lead.id)
    shown = None if score is None else score.shown
    stage.say(f"  {stage.first(lead.owner)}'s lead {lead.fields['Company']} is {shown} % complete: +{earned}")


def _ladder(stage: Stage, steps: Sequence[Step]) -> None:
    (lead,) = _made(steps, c.AddRecord)
    table = _table("saved", "complete", "", "still missing, the next best first")
    for step in steps:
        stage.play([step])
        if isinstance(step, Do) and isinstance(step.command, (c.AddRecord, c.UpdateRecord)):
            table.add_row(", ".join(step.command.fields), *_rung(stage, stage.view.records[lead]))
    owner = stage.view.records[lead].owner
    stage.say(f"  {stage.first(owner)} fills in the lead {stage.view.records[lead].fields['Company']}:\n")
    stage.show(table)
    told = stage.engine.viewer(owner).notifications()[0]
    total = stage.engine.viewer(owner).points().rank
    alert = f"Well done, {stage.first(owner)}: {told.points} points for {stage.name(told.item)}, {total} in all."
    stage.console.print(Panel.fit(escape(alert), box=box.ROUNDED, style="bold yellow"))


def _rung(stage: Stage, lead: Record) -> tuple[str, str, str]:
    viewer = stage.engine.viewer(lead.owner)
    score, missing = viewer.completeness(lead.id), viewer.missing(lead.id)
    if score is None or score.valid is None:
        return "", "", ""
    full = int(score.valid * _BAR)
    bar = f"[green]{'█' * full}[/]{'░' * (_BAR - full)}"
    return f"{score.shown:>3} %", bar, escape(", ".join(missing))


def _board(stage: Stage, steps: Sequence[Step]) -> None:
    stage.play(steps)
    for step in steps:
        if isinstance(step, Do) and isinstance(step.command, c.UpdateRecord):
            lead = stage.view.records[step.command.id]
            _lead(stage, lead)
            stage.say(f"  It took {(lead.updated_at - lead.created_at).days} days and some hours: too late.\n")
    table = _table("rank", "who", "points")
    for row in stage.engine.leaderboard():
        table.add_row(*_line(stage, row))
    stage.show(table)


def _line(stage: Stage, row: Row) -> tuple[str, str, str]:
    return str(row.rank), stage.name(row.user), str(row.points)


def _reward(stage: Stage, steps: Sequence[Step]) -> None:
    outcomes = stage.play(steps)
    for reward in stage.view.rewards.values():
        left = (reward.stock or 0) - stage.view.redeemed(reward.id)
        stage.say(f"  the catalogue: {reward.name}, for {reward.cost} points; left of {reward.stock}: {left}")
    for step, outcome in zip(steps, outcomes, strict=True):
        if isinstance(step, Do) and isinstance(step.command, c.Redeem):
            stage.say(f"  {_redeemed(stage, step.command, refused='refused' in str(outcome.got))}")
    board = ", ".join(f"{stage.first(row.user)} {row.points}" for row in stage.engine.leaderboard())
    stage.say(f"  The ranking is as it was: {board}.")
    stage.say(f"\nThat was {len(stage.view.posts)} posts and {sum(1 for _ in stage.engine.events())} events.")


def _redeemed(stage: Stage, command: c.Redeem, *, refused: bool) -> str:
    who, what = stage.first(command.by), stage.name(command.reward)
    if refused:
        reasons = ", ".join(stage.engine.eligible_reward(command.by, command.reward))
        return f"{who} would like {what} too: refused ({reasons})"
    mine = stage.engine.viewer(command.by).points()
    return f"{who} takes {what}: {mine.spend} points left to spend, {mine.rank} earned"


SCENES: Final[Sequence[tuple[str, _Scene]]] = (
    ("who is who", _people),
    ("Aniyah posts in six places, and who sees what", _posts),
    ("why, and why not", _reasons),
    ("a grant moves on", _stage_change),
    ("points for complete leads", _rule),
    ("a lead, field by field", _ladder),
    ("too late, and the ranking", _board),
    ("points are spent, and stay earned", _reward),
)
"""The scenes in the order of the file, each with the words above it."""
