"""A real organisation: a research institute's e-mail, turned into people, groups, follows and posts.

    python examples/real_organisation.py PATH [--access private] [--messages 20000] [--wall sender]

PATH is a folder in the format of SNAP's `email-Eu-core` (each file plain or with `.gz` at the end):

* `email-Eu-core.txt`, a line `from to` for everyone who ever wrote to somebody;
* `email-Eu-core-department-labels.txt`, a line `person department`;
* `email-Eu-core-temporal.txt`, a line `from to seconds` for every message.

How the data become an organisation:

* A person of the first file is a user `p<number>`. A department is a group `d<number>`:
  its lowest-numbered person owns it, puts the others into it, and writes one post there, `hello-<number>`.
* `from` follows `to`. Nobody follows themselves, and the engine says so: such lines are refused and counted.
* The file of messages numbers people *differently*: its 17 is not the 17 of the other files.
  Its people are therefore a second set of users, `t<number>`, without departments.
  A message is a post: on its sender's wall, mentioning the recipient, or, with `--wall recipient`, on theirs.
  Its seconds are counted from the engine's first moment; the few lines out of order are put in order first,
  for a journal's time never runs backwards.

What to look at, if you came to learn the engine: `add_people` to `add_messages` for commands,
`Import` for the two ways of applying them, `print_reasons` for `explain`, `print_feeds` for feeds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import itertools
import operator
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, Literal, TypeVar, get_args

import attrs

from collabcore import HOST, CollabError, Engine
from collabcore import commands as c
from collabcore.commands import Command

try:
    from rich import console as rich_console
    from rich import progress as rich_progress
except ImportError:  # the progress bar is then a plain one
    rich_progress = None  # type: ignore[assignment]

Access = Literal["public", "private", "unlisted"]
Wall = Literal["sender", "recipient"]
T = TypeVar("T")

START: Final = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
BATCH: Final = 1_000
SAMPLE: Final = 200
SHOWN: Final = 3


# Reading


@attrs.frozen
class Network:
    """What the files say, as numbers: nothing is dropped or mended here but the order of messages."""

    departments: dict[int, list[int]]
    """The people of each department, the lowest number first."""
    edges: list[tuple[int, int]]
    """Who wrote to whom, themselves included."""
    messages: list[tuple[int, int, int]]
    """Sender, recipient and second of the earliest messages, in the order of time."""

    @property
    def people(self) -> list[int]:
        """Everyone who is in a department."""
        return sorted(itertools.chain.from_iterable(self.departments.values()))

    @property
    def department_of(self) -> dict[int, int]:
        """The department of every person."""
        return {person: number for number, people in self.departments.items() for person in people}

    @property
    def correspondents(self) -> list[int]:
        """Everyone who sent or got one of the messages, in their own numbering."""
        return sorted({person for sender, recipient, _ in self.messages for person in (sender, recipient)})


def read_network(folder: Path, messages: int) -> Network:
    """Read the three files, the last one up to a number of messages.

    Raises:
        FileNotFoundError: One of them is not there.
    """
    departments: dict[int, list[int]] = {}
    for person, department in sorted(read_rows(folder, "email-Eu-core-department-labels")):
        departments.setdefault(department, []).append(person)
    edges = [(source, target) for source, target in read_rows(folder, "email-Eu-core")]
    timed = [(source, target, at) for source, target, at in read_rows(folder, "email-Eu-core-temporal")]
    timed.sort(key=operator.itemgetter(2))
    return Network(dict(sorted(departments.items())), edges, timed[:messages])


def read_rows(folder: Path, name: str) -> Iterator[tuple[int, ...]]:
    """Yield the whole numbers of every line of a file, compressed or not.

    Raises:
        FileNotFoundError: There is neither `name.txt` nor `name.txt.gz`.
    """
    packed = folder / f"{name}.txt.gz"
    raw = gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / f"{name}.txt").read_bytes()
    for line in raw.splitlines():
        yield tuple(map(int, line.split()))


# Applying


@attrs.frozen
class Step:
    """One stage of an import: how many commands, and how long it took to make and apply them."""

    name: str
    commands: int
    seconds: float


@attrs.frozen
class Import:
    """Commands on their way into an engine, with a count of those refused: none is lost in silence.

    What must not fail goes through `whole`, what may be refused here and there through `each`.
    """

    engine: Engine
    steps: list[Step] = attrs.field(factory=list)
    refused: Counter[str] = attrs.field(factory=Counter)
    """How many commands each rule refused."""
    first: dict[str, CollabError] = attrs.field(factory=dict)
    """The first refusal by each of these rules."""

    def whole(self, name: str, commands: Iterable[Command]) -> None:
        """Apply batches, each all or none: fast, and the first refusal stops the import.

        Raises:
            CollabError: A command was refused; the batches before it stand.
        """
        self._timed(name, commands, BATCH, self.engine.apply_all)

    def each(self, name: str, commands: Iterable[Command]) -> None:
        """Apply one by one, counting refusals: in a batch, one refusal would undo its neighbours too."""
        self._timed(name, commands, 1, self._try)

    def _try(self, commands: Sequence[Command]) -> None:
        (command,) = commands
        try:
            self.engine.apply(command)
        except CollabError as error:
            self.refused[error.rule] += 1
            self.first.setdefault(error.rule, error)

    def _timed(
        self, name: str, commands: Iterable[Command], size: int, apply: Callable[[Sequence[Command]], object]
    ) -> None:
        start = time.perf_counter()
        batches = list(batched(commands, size))
        for batch in progress(batches, name):
            apply(batch)
        self.steps.append(Step(name, sum(map(len, batches)), time.perf_counter() - start))


def batched(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the things in lists of `size`, the last one shorter."""
    rest = iter(things)
    while batch := list(itertools.islice(rest, size)):
        yield batch


def progress(things: Sequence[T], label: str) -> Iterable[T]:
    """Yield the things under a progress bar on standard error."""
    if rich_progress is None:
        return plain_progress(things, label)
    console = rich_console.Console(stderr=True)
    return rich_progress.track(things, f"{label:12}", console=console)


def plain_progress(things: Sequence[T], label: str) -> Iterator[T]:
    """Yield the things, writing the percentage where it grows."""
    for place, thing in enumerate(things, 1):
        yield thing
        percent = 100 * place // len(things)
        if percent > 100 * (place - 1) // len(things):
            print(f"\r{label:12} {percent:3} %", end="", file=sys.stderr)
    print(file=sys.stderr)


# Building


def build(network: Network, *, access: Access = "private", wall: Wall = "sender") -> Import:
    """Return the organisation of a network, with what it took to build it.

    The clock stands still until the first message: the older files tell no time.
    """
    done = Import(Engine(clock=lambda: START))
    raise_limits(done.engine, network)
    done.whole("people", add_people(network))
    done.whole("departments", add_departments(network, access))
    done.each("follows", add_follows(network))
    done.whole("greetings", add_greetings(network))
    done.whole("messages", add_messages(network, wall))
    return done


def raise_limits(engine: Engine, network: Network) -> None:
    """Let everybody follow as many people as the data say, and find what mentions them in their feed."""
    most = max(Counter(follower for follower, _ in network.edges).values(), default=0)
    limit = max(most, engine.view.settings.follow_limit)
    engine.apply(c.Configure(by=HOST, follow_limit=limit, news_includes_mentions=True))


def add_people(network: Network) -> Iterator[Command]:
    """Yield a user for everyone, by the host: nobody is there yet who could."""
    for number in network.people:
        yield c.AddUser(by=HOST, id=f"p{number}", name=f"Person {number}")
    for number in network.correspondents:
        yield c.AddUser(by=HOST, id=f"t{number}", name=f"Correspondent {number}")


def add_departments(network: Network, access: Access) -> Iterator[Command]:
    """Yield a group for every department: its owner is in it from the start, and lets the others in."""
    for number, (owner, *others) in network.departments.items():
        yield c.CreateGroup(by=f"p{owner}", id=f"d{number}", name=f"Department {number}", access=access)
        for person in others:
            yield c.AddMember(by=f"p{owner}", group=f"d{number}", user=f"p{person}")


def add_follows(network: Network) -> Iterator[Command]:
    """Yield a follow for every edge, those to oneself too: refusing them is the engine's part."""
    for follower, followed in network.edges:
        yield c.Follow(by=f"p{follower}", target=f"p{followed}")


def add_greetings(network: Network) -> Iterator[Command]:
    """Yield one post in every department, by its owner."""
    for number, (owner, *_) in network.departments.items():
        text = f"Hello, department {number}!"
        yield c.Post(by=f"p{owner}", id=f"hello-{number}", to=f"d{number}", text=text)


def add_messages(network: Network, wall: Wall) -> Iterator[Command]:
    """Yield a post for every message, at its own second."""
    for number, (sender, recipient, seconds) in enumerate(network.messages):
        to, text = (
            (f"t{recipient}", f"message {number}")
            if wall == "recipient"
            else (f"t{sender}", f"message {number} for @[t{recipient}]")
        )
        at = START + dt.timedelta(seconds=seconds)
        yield c.Post(by=f"t{sender}", id=f"m{number}", to=to, text=text, at=at)


# Telling


def print_figures(network: Network, done: Import, access: Access) -> None:
    """Print what is in the organisation, counted in the engine and not in the files."""
    view = done.engine.view
    follows = [(user, target) for user in view.users for target in view.follows(user)]
    mutual = sum(user in view.follows(target) for user, target in follows)
    inside = sum(not view.memberships(user).isdisjoint(view.memberships(target)) for user, target in follows)
    print("\nThe organisation")
    print(f"  people          {len(network.people):7,}")
    print(f"  correspondents  {len(network.correspondents):7,}")
    print(f"  departments     {len(view.groups):7,}  all {access}")
    print(f"  members         {sum(len(view.members(group)) for group in view.groups):7,}")
    print(f"  followers       {sum(len(view.followers(user)) for user in view.users):7,}")
    print(f"    mutual        {mutual:7,}")
    print(f"    inside one    {inside:7,}  department")
    print(f"  messages        {len(network.messages):7,}")
    print(f"  events          {sum(1 for _ in done.engine.events()):7,}")
    print("\nRefused")
    for rule, count in done.refused.most_common():
        print(f"  {count:7,}  {rule} ({done.first[rule].tag}), the first: {done.first[rule].message}")
    if not done.refused:
        print("  nothing")


def print_audiences(network: Network, engine: Engine) -> None:
    """Print who sees the posts of departments: where they are private, following opens none of them."""
    audiences = {number: engine.audience(f"hello-{number}") for number in network.departments}
    readers = frozenset().union(*audiences.values())
    home = network.department_of
    seen = sum(engine.can_see(f"p{a}", f"hello-{home[b]}") for a, b in network.edges if a != b)
    print("\nWho sees the post of a department")
    for number in sorted(audiences, key=lambda number: -len(audiences[number]))[:SHOWN]:
        size = len(network.departments[number])
        print(f"  hello-{number:<4} {len(audiences[number]):6,} readers, {size:6,} members")
    print(f"  together   {sum(map(len, audiences.values())):6,} readings by {len(readers):,} readers")
    print(f"  follows whose follower sees the post of the followed person's department: {seen:,}")


def print_reasons(network: Network, engine: Engine) -> None:
    """Print a yes and a no, each with the rule that decided and the facts it rests on."""
    number, people = max(network.departments.items(), key=lambda item: len(item[1]))
    post, owner, insider = f"hello-{number}", f"p{people[0]}", f"p{people[-1]}"
    print(f"\nWhy, for {post} by {owner}")
    print(f"  {insider}: {engine.explain(insider, post)}")
    outsiders = [user for user in engine.view.followers(owner) if not engine.can_see(user, post)]
    for outsider in outsiders[:1]:
        print(f"  {outsider}, who follows {owner}: {engine.explain(outsider, post)}")
        print(f"  the feed of {outsider}: {engine.explain_feed(outsider, post)}")
    print(f"  followers of {owner} who are left out: {len(outsiders):,}")


def print_feeds(network: Network, engine: Engine) -> None:
    """Print the first posts in the feeds of a few people who stand out."""
    view = engine.view
    recipients = Counter(recipient for _, recipient, _ in network.messages)
    named = [
        ("follows most", max(view.users, key=lambda user: len(view.follows(user)))),
        ("owns the largest department", f"p{max(network.departments.values(), key=len)[0]}"),
        *(("is written to most", f"t{number}") for number, _ in recipients.most_common(1)),
    ]
    print("\nFeeds")
    for why, user in named:
        viewer = engine.viewer(user)
        visible = len(engine.visible_posts(user))
        print(f"  {user}, who {why}, may see {visible:,} posts; the first in the feed:")
        for post in viewer.feed(limit=SHOWN):
            told = f"{post.at:%Y-%m-%d %H:%M}  {post.author} on {post.to}: {post.text}"
            print(f"    {told}  (through {viewer.why_in_feed(post.id).source})")


def print_timings(network: Network, done: Import) -> None:
    """Print how fast commands went in, and how fast questions are answered."""
    engine = done.engine
    print("\nSpeed")
    for step in done.steps:
        rate = step.commands / step.seconds if step.seconds else 0
        print(f"  {step.name:12} {step.commands:9,} commands in {step.seconds:6.2f} s: {rate:9,.0f} a second")
    people = [*engine.view.users][:: max(1, len(engine.view.users) // SAMPLE)]
    posts = [f"hello-{number}" for number in network.departments]
    print_median("first page", [measured(engine.viewer(user).feed) for user in people])
    print_median("audience", [measured(partial(engine.audience, post)) for post in posts])
    pairs = itertools.product(people, posts)
    print_median("can_see", [measured(partial(engine.can_see, *pair)) for pair in pairs])
    print_median("visible posts", [measured(partial(engine.visible_posts, user)) for user in people[:SHOWN]])


def measured(question: Callable[[], object]) -> float:
    """Return how many microseconds a question takes, asked once."""
    start = time.perf_counter()
    question()
    return (time.perf_counter() - start) * 1e6


def print_median(name: str, micros: Sequence[float]) -> None:
    """Print the middle and the worst of some times."""
    median, worst = statistics.median(micros), max(micros)
    print(f"  {name:14} {median:9,.1f} µs, at most {worst:,.0f} ({len(micros):,} asked)")


def natural(text: str) -> int:
    """Read a number of messages.

    Raises:
        ValueError: It is negative, or no whole number.
    """
    if (number := int(text)) < 0:
        raise ValueError(text)
    return number


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, build, tell."""
    parser = argparse.ArgumentParser(description="A research institute's e-mail as an organisation.")
    parser.add_argument("path", type=Path, help="folder in the format of SNAP's email-Eu-core")
    parser.add_argument("--access", choices=get_args(Access), default="private", help="of the departments")
    parser.add_argument("--messages", type=natural, default=20_000, help="how many, the earliest first")
    parser.add_argument("--wall", choices=get_args(Wall), default="sender", help="where messages stand")
    chosen = parser.parse_args(arguments)
    try:
        network = read_network(chosen.path, chosen.messages)
    except FileNotFoundError as error:
        parser.error(f"no such file: {error.filename}")
    done = build(network, access=chosen.access, wall=chosen.wall)
    print_figures(network, done, chosen.access)
    print_audiences(network, done.engine)
    print_reasons(network, done.engine)
    print_feeds(network, done.engine)
    print_timings(network, done)


if __name__ == "__main__":
    main()
