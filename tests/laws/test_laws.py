"""The laws: what holds in every world, whatever anybody did. The page `docs/explanation/laws.md` is made from here.

The first line of each docstring is the law, in one sentence; its number is in the test's name.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from tests.laws.elsewhere import ELSEWHERE, of_both, of_member, thickened, touched_elsewhere
from tests.laws.recognition import RECOGNITION

from collabcore import commands as c
from collabcore import events as e
from collabcore import feeds, threads, visibility
from collabcore._store import Store
from collabcore.codec import command_from_json, command_to_json, event_from_json, event_to_json
from collabcore.engine import Engine
from collabcore.errors import CollabError
from collabcore.journal import MemoryJournal
from collabcore.model import HOST
from collabcore.testing import compare, restated_topics, restatement
from collabcore.testing.builders import BUILDERS
from collabcore.testing.mutants import hunt, mutants
from collabcore.testing.reference import Reference
from collabcore.testing.strategies import History, attempt, commands, founded_engine, histories

TALK = ("edit", "vote", "choose_best_answer", "clear_best_answer", "close", "reopen", "share")
WORDS = ("event", "text", "name", "choice", "poll", "links", "question", "topic")
TOPICS = ("tag", "untag", "follow", "unfollow")
TRIES = 8
"""How many commands are drawn before an example is given up."""
HANDED_ON = ("transfer", "assign", "accept", "open_record", "convert_lead")
BOARDS = ("leaderboard", "around", "rank")
"""What counts points whoever they belong to, and whoever is on boards: a declared exception of law 2."""
FILES = ("add_file", "share_file", "add_file_version", "update_file", "delete_file", "bookmark", "mute", "flag")


def at_once(engine: Engine, command: c.Command) -> c.Command:
    """Return the command at the moment of the last event, so that time itself changes nothing."""
    return attrs.evolve(command, at=engine.view.now)


@given(histories(min_size=5, max_size=30))
def test_law_01_three_questions_agree(history: History) -> None:
    """Who sees an item, what somebody sees, and whether they see it are one answer; engine, twin, restatement agree."""
    engine = history.engine
    seen = {user: engine.visible_posts(user) for user in engine.view.users}
    for post, user in itertools.product(engine.view.posts, engine.view.users):
        answer = engine.can_see(user, post)
        assert answer == (post in seen[user]) == (user in engine.audience(post)) == engine.explain(user, post).allowed
    compare.agree(engine, Reference(engine.events()))


@given(st.data(), histories(min_size=3, max_size=15))
def test_law_02_noninterference(data: st.DataObject, history: History) -> None:
    """What somebody else does out of my sight changes no answer I get: no count, order, cursor, text or error."""
    tags = ("post", "comment", "like", "delete", "review", "follow", "add_member", "leave_group", "add_record")
    does_not_show(
        data,
        history.engine,
        (
            *(*tags, "update_record", "share_record", "create_group", "record_login", "log_activity"),
            *("announce", "set_group_frequency", "set_digest_frequency"),
            *HANDED_ON,
            *RECOGNITION,
            *TALK,
            *FILES,
            *TOPICS,
        ),
    )


@given(st.data(), histories(min_size=3, max_size=15))
def test_law_02_nor_do_ties_and_places(data: st.DataObject, history: History) -> None:
    """Nor does what somebody else takes back, runs, joins, reads or tidies up out of my sight."""
    does_not_show(data, thickened(history.engine), ELSEWHERE)


def does_not_show(data: st.DataObject, before: Engine, tags: Sequence[str]) -> None:
    """Let somebody give one of some commands, and make sure that a viewer who may not see it gets the same answers."""
    command, after, made = happens(data, before, tags)
    asked = list(compare.questions(before.view))
    unaware = [user for user in before.view.users if all(is_hidden(before, after, user, event) for event in made)]
    if unaware:
        viewer = data.draw(st.sampled_from(unaware))
        of_boards = any(isinstance(event, (e.PointsAwarded, e.BoardsOptedOut)) for event in made)
        questions = [question for question in asked if not of_boards or question[0] not in BOARDS]
        mine, later = (compare.observe(engine, viewer, questions) for engine in (before, after))
        assert compare.differences(mine, later) == [], (viewer, command)


def test_law_02_boards_alone_tell_of_who_stays_off_them() -> None:
    """Boards alone tell of who stays off them, to whomever; not even their own colleagues see it anywhere else."""
    before = founded_engine()
    before.apply(c.Configure(by=HOST, user_visibility="public"))
    after = before.fork()
    after.apply(c.OptOut(by="jose"))
    asked, told = list(compare.questions(before.view)), set[str]()
    for viewer in ("aniyah", "luc", "coco", "pia"):
        mine, later = (compare.observe(engine, viewer, asked) for engine in (before, after))
        told |= {name for name, arguments in asked if mine[name, arguments] != later[name, arguments]}
    assert "leaderboard" in told
    assert told <= set(BOARDS)


def happens(data: st.DataObject, before: Engine, tags: Sequence[str]) -> tuple[c.Command, Engine, list[e.Event]]:
    """Draw commands until one makes something happen; return it, the engine after it, and what happened."""
    known = len(list(before.events()))
    for _ in range(TRIES):
        command, after = data.draw(commands(before.view, tags)), before.fork()
        if attempt(after, at_once(before, command)) is None:
            made = list(itertools.islice(after.events(), known, None))
            if made:
                return command, after, made
    return reject()


def is_hidden(before: Engine, after: Engine, viewer: str, event: e.Event) -> bool:
    """Tell whether what an event touches is out of a viewer's sight, before it and after it."""
    touched = touches(before if isinstance(event, e.Deleted) else after, viewer, event)
    known = (
        engine for engine in (before, after) for thing in touched if restatement.may_see(engine.view, viewer, thing)
    )
    return viewer not in _people(event) and next(known, None) is None


def _people(event: e.Event) -> set[object]:
    user = getattr(event, "user", None)
    return {getattr(user, "id", user)}


def touches(engine: Engine, viewer: str, event: e.Event) -> list[str]:  # noqa: C901, PLR0912 - one case an event
    """Return the things whose contents an event changes; a private group is told from its shell by a post in it."""
    match event:
        case e.Posted(post=post):
            return [post.id]
        case e.Commented(comment=comment):
            return [comment.post]
        case e.FileShared(id=item) | e.FileUpdated(id=item) | e.FileVersionAdded(id=item) | e.FileDeleted(id=item):
            return [item]
        case e.FileAdded(file=file):
            return [file.id]
        case e.Deleted(id=item) if item in engine.view.comments:
            return list(threads.whole(engine.view, item))
        case e.ItemReviewed(id=item) if item in engine.view.comments:  # replies say whether they are below something
            return [item, *threads.replies(engine.view, item)]
        case e.Deleted(id=item) | e.ItemReviewed(id=item) | e.Liked(item=item) | e.Unliked(item=item):
            return [item]
        case e.TopicAdded(item=item) | e.TopicRemoved(item=item):
            return [item]
        case e.TopicFollowed(user=user, topic=topic) | e.TopicUnfollowed(user=user, topic=topic):
            return [user] if topic in restated_topics.known(engine.view, viewer) else []
        case e.Edited(id=item) | e.PostClosed(id=item) | e.PostReopened(id=item):
            return [item]
        case e.Voted(post=post) | e.BestAnswerChosen(post=post) | e.BestAnswerCleared(post=post):
            return [post]
        case e.Followed(user=user, target=target):
            return of_both(engine, viewer, user, target)
        case e.MemberAdded(user=user, group=group) | e.MemberRemoved(user=user, group=group):
            return of_member(engine, viewer, user, group)
        case e.PostBookmarked() | e.PostUnbookmarked() | e.PostMuted() | e.PostUnmuted():
            return []  # one's own, and nobody else's
        case e.ItemFlagged(item=item):
            return [item]
        case e.GroupCreated(group=made):
            return [made.id]
        case e.RecordAdded(record=record):
            return [record.id]
        case e.RecordUpdated(id=record_id):
            return [record_id]
        case e.RecordShared(record=record_id) | e.OwnerChanged(record=record_id):
            return [record_id]
        case e.GroupFrequencySet() | e.DigestFrequencySet():  # the other's own affair, whatever they see
            return []
        case e.Announced(announcement=said):
            return [said.group]
        case e.ActivityLogged() | e.ActivityCompleted() | e.ActivityCancelled():
            return []
        case e.RecordsMerged(record=record_id, into=into):
            return [record_id, into]
        case e.PointsAwarded(entry=entry):
            return [viewer] if entry.user == viewer else []
        case _:
            return _routed(engine, viewer, event)


def _routed(engine: Engine, viewer: str, event: e.Event) -> list[str]:
    """Return what an event about who gets a record changes for those who see the record."""
    match event:
        case e.Assigned(assignment=made):
            return [made.record]
        case e.RotationTurned():
            return []  # whose turn is next is nobody's to see
        case e.RecordOpened(record=record_id) | e.LeadConverted(record=record_id):
            return [record_id]
        case _:
            return touched_elsewhere(engine, viewer, event)


@given(histories(min_size=5, max_size=30))
def test_law_03_feeds_hold_only_what_is_visible(history: History) -> None:
    """Every feed, list and count holds only what its reader may see, and every count is the length of its list."""
    engine = history.engine
    for user in engine.view.users:
        viewer = engine.viewer(user)
        for question in compare.questions(engine.view):
            if question[0] in ("feed", "updates"):
                pages: Any = compare.ask(viewer, question)
                for post in itertools.chain.from_iterable(pages if isinstance(pages, list) else ()):
                    assert engine.can_see(user, post.id)
                    assert post.comments == len(viewer.comments(post.id))
                    assert all(engine.can_see(user, comment.id) for comment in viewer.comments(post.id))
        assert all(group.members in (None, len_or_none(viewer, group.id)) for group in viewer.groups())
        assert viewer.unread() == len(viewer.notifications(unread=True))


def len_or_none(viewer: Any, group: str) -> int | None:
    """Return how many members a viewer is shown, None when refused."""
    try:
        return len(viewer.members(group))
    except CollabError:
        return None


@given(histories(min_size=5, max_size=30))
def test_law_04_incremental_equals_rebuilt(history: History) -> None:
    """After every change, each index and each feed is what a rebuilt one would be."""
    engine = history.engine
    engine.check()
    rebuilt = Store(engine.events())
    for user in engine.view.users:
        for kind, definition in feeds.FEEDS.items():
            if definition.subject is None:
                for order in definition.sorts:
                    mine = feeds.page(engine.view, user, kind, sort=order, limit=100)
                    assert mine == feeds.page(rebuilt, user, kind, sort=order, limit=100)


@given(histories(max_size=15), st.data())
def test_law_05_refused_is_no_op(history: History, data: st.DataObject) -> None:
    """A refused command, or a batch with one refused command in it, changes neither state nor journal."""
    engine = history.engine
    asked = data.draw(st.lists(commands(engine.view), min_size=1, max_size=4))
    before = engine.digest(), len(list(engine.events()))
    try:
        engine.apply_all(asked)
    except CollabError:
        assert before == (engine.digest(), len(list(engine.events())))
        engine.check()


@given(histories(max_size=30))
def test_law_06_replay_equals_live(history: History) -> None:
    """Replaying the journal, as it is or as JSON, or asking the same again, gives the same state on every machine."""
    engine = history.engine
    wire = [event_to_json(event) for event in engine.events()]
    again = Engine(journal=MemoryJournal(event_from_json(event) for event in wire))
    assert engine.digest() == again.digest() == engine.fork().digest() == history.replayed().digest()
    assert list(history.commands) == [command_from_json(command_to_json(command)) for command in history.commands]


@given(histories(max_size=15), st.data())
def test_law_06_a_copy_is_the_same_and_its_own(history: History, data: st.DataObject) -> None:
    """A copy equals what replaying gives; what happens to it leaves the engine, and its indexes, as they were."""
    engine = history.engine
    before, fork = engine.digest(), engine.fork()
    for command in data.draw(st.lists(commands(fork.view), max_size=6)):
        attempt(fork, command)
    fork.check()
    engine.check()
    assert before == engine.digest()
    again = Engine(journal=MemoryJournal(fork.events()))
    assert fork.digest() == again.digest()


@given(histories(min_size=5, max_size=20), st.randoms(use_true_random=False))
def test_law_08_the_author_does_not_matter(history: History, chance: random.Random) -> None:
    """Permuting the authors of published posts changes no verdict about any post."""
    events = list(history.engine.events())
    authors = [event.post.author for event in events if isinstance(event, e.Posted) and not event.post.is_tracked]
    chance.shuffle(authors)
    left = iter(authors)
    swapped = [
        attrs.evolve(event, post=attrs.evolve(event.post, author=next(left)))
        if isinstance(event, e.Posted) and not event.post.is_tracked
        else event
        for event in events
    ]
    mine, theirs = history.engine.view, Store(swapped)
    for post in mine.posts.values():
        if post.status == "published":
            assert visibility.audience(mine, post.id) == visibility.audience(theirs, post.id)


@given(histories(min_size=3, max_size=20))
def test_law_09_renaming_renames_the_answers(history: History) -> None:
    """Another id for everything gives the same answers about the renamed things; no order hangs on an id."""
    names = {
        thing: f"{number:x}-{thing[::-1]}" for number, thing in enumerate(reversed(compare.things(history.engine.view)))
    }
    names |= {role: f"z{role}" for role in history.engine.view.roles}
    view, renamed = history.engine.view, renamed_store(history.engine.events(), names)
    for user in view.users:
        seen = visibility.visible_posts(view, user)
        assert {names.get(post, post) for post in seen} == visibility.visible_posts(renamed, names[user])
        for order in ("newest", "activity"):
            mine = feeds.page(view, user, "following", sort=order, limit=100)
            theirs = feeds.page(renamed, names[user], "following", sort=order, limit=100)
            assert tuple(names.get(post, post) for post in mine.posts) == theirs.posts


def test_law_09_what_was_sent_is_renamed_as_what_it_is_told_of() -> None:
    """The id of a notice is made of the ids of who is told and of what."""
    engine = founded_engine()
    engine.apply(c.Post(by="jose", id="p", text="@[aniyah]"))
    before = len(Store(engine.events()).to_mail)
    engine.apply(c.MarkSent(by=HOST, items=("p",)))
    renamed = renamed_store(engine.events(), {"aniyah": "z", "p": "y"})
    assert ("z", "y") in {(notice.to, notice.item) for notice in renamed.notices.values()}
    assert "y" not in {renamed.notices[notice].item for notice in renamed.to_mail}
    assert len(renamed.to_mail) == before - 1


def renamed_store(events: Iterable[e.Event], names: Mapping[str, str]) -> Store:
    """Return a world after renamed events; what people are told of names itself, so it is named as it comes about."""
    told, retold, all_names = Store(), Store(), dict(names)
    for event in events:
        told.apply(event)
        retold.apply(renamed_event(event, all_names))
        all_names |= zip(told.notices, retold.notices, strict=True)
    return retold


def renamed_event(event: e.Event, names: Mapping[str, str]) -> e.Event:
    """Return an event with every id in it renamed."""
    return event_from_json(_renamed(event_to_json(event), names))  # type: ignore[arg-type]


def _renamed(wire: object, names: Mapping[str, str]) -> object:
    if isinstance(wire, dict):
        return {key: value if key in WORDS else _renamed(value, names) for key, value in wire.items()}
    if isinstance(wire, list):
        return [_renamed(value, names) for value in wire]
    if isinstance(wire, str):
        kind, colon, thing = wire.partition(":")
        return f"{kind}:{names.get(thing, thing)}" if colon and kind in ("role", "role+") else names.get(wire, wire)
    return wire


@given(histories(min_size=5, max_size=30))
def test_law_10_a_comment_is_seen_by_no_more_than_its_post(history: History) -> None:
    """Who sees a comment sees its post; who sees a post or comment sees the files it holds."""
    engine = history.engine
    for comment in engine.view.comments.values():
        assert engine.audience(comment.id) <= engine.audience(comment.post)
    for file in engine.view.files:
        assert all(engine.audience(item) <= engine.audience(file) for item in engine.view.holding(file))


LEDGER = ("add_record", "update_record", "update_record", "add_points_rule", "set_completeness", "like", "post")
LEDGER_ENDS = ("award", "reverse", "delete", "delete_record", "merge_records", "opt_out", "begin_import", "end_import")


@given(histories(min_size=10, max_size=40, tags=(*LEDGER, *LEDGER, *LEDGER_ENDS)))
def test_law_11_the_ledger_adds_up(history: History) -> None:
    """A person's points are the sum of their entries; a key is paid once or not at all; a cap holds."""
    engine = history.engine
    engine.check()
    for user in engine.view.users:
        mine = [engine.view.entries[entry] for entry in engine.view.ledger(user)]
        earned = sum(entry.points for entry in mine if entry.purse != "spend")
        assert engine.view.rank_points(user) == earned
        points, active = engine.viewer(user).points(), engine.view.users[user].active
        assert points.rank == (earned if active else 0)
        spend = sum(line.points for line in engine.ledger(user) if line.purse != "rank")
        assert points.spend == (spend if active else 0)
    _keys_are_paid_once(engine)
    for bucket in {entry.bucket for entry in engine.view.entries.values() if entry.bucket is not None}:
        together = [entry for entry in engine.view.entries.values() if entry.bucket == bucket]
        cap = engine.view.rules[together[0].rule or ""].cap
        assert cap is not None
        assert sum(entry.points for entry in together) == min(cap.points, sum(entry.worth for entry in together))
    rows = {row.user: row.points for row in engine.leaderboard("all_time")}
    stand = (user for user in engine.view.users.values() if user.active and user.kind in ("internal", "free"))
    public = [user.id for user in stand if user.id not in engine.view.off_boards and engine.view.rank_points(user.id)]
    assert rows == {user: engine.view.rank_points(user) for user in public}


def _keys_are_paid_once(engine: Engine) -> None:
    """Make sure that no key is ever paid twice, and that what takes back takes all of it."""
    net: dict[str, int] = {}
    for entry in engine.view.entries.values():
        if entry.key:
            before = net.get(entry.key, 0)
            assert (before == 0) is (entry.reverses is None)
            assert entry.reverses is None or entry.worth == -engine.view.entries[entry.reverses].worth
            net[entry.key] = before + entry.worth


@given(histories(min_size=8, max_size=25, tags=("post", "comment", "follow", "join_group")), st.data())
def test_law_13_pages_neither_repeat_nor_skip(history: History, data: st.DataObject) -> None:
    """Pages read in turn are the feed of the first moment, less what left it; nothing comes twice."""
    engine = history.engine
    user = data.draw(st.sampled_from(list(engine.view.users)))
    kinds: tuple[feeds.FeedKind, ...] = ("following", "company", "groups", "people", "highlights")
    kind = data.draw(st.sampled_from(kinds))
    sort = data.draw(st.sampled_from(feeds.FEEDS[kind].sorts))
    whole = feeds.page(engine.view, user, kind, sort=sort, limit=100).posts
    page = engine.viewer(user).feed(kind, sort=sort, limit=2)
    shown, gone = list(page.ids), set[str]()
    while page.cursor is not None:
        for command in data.draw(
            st.lists(commands(engine.view, ("post", "comment", "delete", "like", "review")), max_size=3)
        ):
            attempt(engine, command)
        gone |= {post for post in whole if not feeds.in_feed(engine.view, user, post, kind)}
        page = engine.viewer(user).feed(kind, sort=sort, limit=2, after=page.cursor)
        shown += page.ids
    assert len(shown) == len(set(shown))
    assert [post for post in whole if post not in gone] == [
        post for post in shown if post in whole and post not in gone
    ]


@pytest.fixture(scope="module")
def noticed() -> Mapping[str, object]:
    """Return which changes of the table some generated world notices."""
    return hunt()


@pytest.mark.parametrize("mutant", tuple(map(str, mutants())))
def test_law_14_every_row_of_the_table_matters(mutant: str, noticed: Mapping[str, object]) -> None:
    """Drop or flip any row of the rule table, and some world answers otherwise."""
    assert mutant in noticed


def test_every_command_is_drawn() -> None:
    """No command is missing from the strategies, so that none slips past the laws."""
    assert c.COMMANDS.keys() == BUILDERS.keys()
