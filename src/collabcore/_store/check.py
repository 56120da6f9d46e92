"""Every index worked out again from the facts, and compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

from collabcore import boards, leaderboards, people, records, scoring, visibility
from collabcore._store.facts.scoring import block_of
from collabcore._store.fold import sources_of
from collabcore._store.store import Store
from collabcore._store.timeline import NumberedTimeline
from collabcore.errors import InconsistentError
from collabcore.events import Event
from collabcore.keys import Key, Lock
from collabcore.standings import Standing
from collabcore.text import folded
from collabcore.triggers import parsed
from collabcore.view import Order, Place

__all__ = ["check"]

_ORDERS: Final[tuple[Order, ...]] = ("newest", "activity")


def check(store: Store, events: Iterable[Event]) -> None:
    """Replay the events into a fresh store and compare facts; work every index out from the facts and compare.

    Cost: O(events + indexes).

    Raises:
        InconsistentError: A fact or an index differs; the message names it and one difference.
    """
    fresh = Store(events, store.checks)
    for name in vars(store):
        if name not in ("sight", "seen", "timelines"):
            _equal(name, getattr(store, name), getattr(fresh, name))
    for order in _ORDERS:
        _equal(order, vars(store.timeline(order)), vars(fresh.timeline(order)))
    for name, kept, wanted in _indexes(store):
        _equal(name, kept, wanted)


def _indexes(store: Store) -> Iterator[tuple[str, Any, Any]]:
    """Yield every index with what it should be."""
    yield from _sight(store)
    yield from _sets(store)
    yield from _turned_facts(store)
    yield from _points(store)
    yield from _boards(store)
    yield from _scored(store)
    for order in _ORDERS:
        timeline = store.timeline(order)
        yield f"{order} streams", timeline.streams(), _streams(store, timeline)


def _sight(store: Store) -> Iterator[tuple[str, Any, Any]]:
    store.sight.settle()
    held = {user.id: set(people.held(store, user)) for user in store.users.values()}
    locks = {(place, thing): visibility.lock(store, place, thing) for place, thing in _places(store)}
    yield "sight.held", store.sight.held, held
    yield "sight.holders", store.sight.holders, _turned(held)
    yield "lasting readers", store.sight.lasting, _lasting(store)
    yield "sight.locks", store.sight.locks, locks
    items = (*store.users, *store.groups, *store.records, *store.posts, *store.comments, *store.files)
    yield (
        "whole locks",
        {item: store.whole_lock(item) for item in items},
        {item: visibility.whole_lock(store, item) for item in items},
    )
    yield "sight.opened", store.sight.opened, _turned_places(locks)
    seen = store.seen.everybody()
    yield "visible posts", seen, {viewer: visibility.posts_seen(store, viewer) for viewer in seen}
    verdicts = store.sight.wholes.verdicts()
    yield "verdicts", verdicts, {(viewer, item): visibility.judged(store, viewer, item) for viewer, item in verdicts}
    audiences = store.sight.audiences
    yield "audiences", audiences, {asked: visibility.admitted(store, asked) for asked in audiences}


def _lasting(store: Store) -> dict[str, AbstractSet[Key]]:
    return {record: records.lasting(store, store.records[record]) for record in store.sight.lasting}


def _sets(store: Store) -> Iterator[tuple[str, Any, Any]]:
    """Yield the indexes over one field of a thing."""
    named = {team.id: team.members for team in store.teams.values()}
    named |= {queue.id: queue.members for queue in store.queues.values()}
    yield "named_by", _filled(store.named_by), _turned(named)
    below = {role.id: (role.parent,) for role in store.roles.values() if role.parent is not None}
    yield "below", _filled(store.below), _turned(below)
    children = {r.id: (r.parent,) for r in store.records.values() if r.parent is not None}
    yield "children_of", _filled(store.children_of), _turned(children)
    yield "owned_by", _filled(store.owned_by), _turned({r.id: (r.owner,) for r in store.records.values()})
    yield "rules_of", _filled(store.rules_of), _turned({rule.id: (rule.type,) for rule in store.sharing.values()})
    listed = {folded(group.name): group.id for group in store.groups.values() if group.access != "unlisted"}
    yield "names", store.names, listed
    pinned = {post.id: (post.to,) for post in store.posts.values()}
    pins = {place: set(posts) for place, posts in store.pinned.items() if posts}
    yield (
        "pinned",
        pins,
        {place: posts & pins.get(place, set()) for place, posts in _turned(pinned).items() if place in pins},
    )
    alike: dict[str, dict[object, set[str]]] = defaultdict(lambda: defaultdict(set))
    for post in store.posts.values():
        alike[post.to][visibility.likeness(post)].add(post.id)
    yield (
        "alike",
        {p: _filled(kinds) for p, kinds in store.alike.items() if kinds},
        {p: dict(k) for p, k in alike.items()},
    )
    on_records = {a.id: (a.record,) for a in store.activities.values() if a.record is not None}
    yield "activities_of", _filled(store.activities_of), _turned(on_records)
    yield "talked", set(store.talked), set(store.groups)
    yield "slept_from", set(store.slept_from), {group.id for group in store.groups.values() if group.archived}
    written: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for comment in store.comments.values():
        written[comment.author][comment.post] += 1
    yield "commented_by", {user: posts for user, posts in store.commented_by.items() if posts}, written
    yield "polls of ballots_of", set(store.ballots_of) - set(store.posts), set()
    yield "items of revisions_of", set(store.revisions_of) - set(store.posts) - set(store.comments), set()


def _turned_facts(store: Store) -> Iterator[tuple[str, Any, Any]]:
    """Yield the facts that are kept from both ends, and what could be left behind by something deleted."""
    shared = set(store.shares_of) - set(store.records) - set(store.users)
    yield "things of shares_of", shared, set()
    stands: dict[str, set[str]] = defaultdict(set)
    for user, done in store.deeds_of.items():
        for objects in done.values():
            for thing in filter(None, objects.values()):
                stands[thing].add(user)
    yield "doers_of", _filled(store.doers_of), dict(stands)
    yield "member_of", _filled(store.member_of), _turned(store.members_of)
    yield "waits_for", _filled(store.waits_for), _turned(store.waiting)
    yield "follower_of", _filled(store.follower_of), _turned(store.follow_of)
    yield from _news(store)
    yield from _files(store)
    yield "bookmarkers_of", _filled(store.bookmarkers_of), _turned(store.bookmarks_of)
    yield "muters_of", _filled(store.muters_of), _turned(store.mutes_of)
    yield from _topics(store)
    yield "flagged", set(store.flags_of) - set(store.posts) - set(store.comments), set()
    kept: dict[str, Mapping[str, object]] = {"members_of": store.members_of, "waiting": store.waiting}
    kept |= {"invited": store.invited}
    kept |= {"attachments": store.attachments, "announcements": store.announcements}
    for name, of_groups in kept.items():
        yield f"groups of {name}", set(of_groups) - set(store.groups), set()
    shown = {record for records in store.attachments.values() for record in records}
    yield "attached records", shown - set(store.records), set()


def _topics(store: Store) -> Iterator[tuple[str, Any, Any]]:
    kept: dict[str, set[str]] = defaultdict(set)
    for item, topic in store.uses:
        kept[item].add(topic)
    yield "topics_of", _filled(store.topics_of), kept
    yield "tagged_of", _filled(store.tagged_of), _turned(kept)
    yield "topics of what is gone", set(kept) - set(store.posts) - set(store.comments), set()
    yield "topic_follower_of", _filled(store.topic_follower_of), _turned(store.topic_follow_of)


def _files(store: Store) -> Iterator[tuple[str, Any, Any]]:
    held = {post.id: post.files for post in store.posts.values()}
    held |= {comment.id: comment.files for comment in store.comments.values()}
    yield "held_by", _filled(store.held_by), _turned(held)
    places = {file.id: {file.on, *file.shared} & store.groups.keys() for file in store.files.values()}
    homes = {file.id: {file.on} - {None} for file in store.files.values()}
    inside = {file: places[file] | homes[file] for file in places}
    yield "files_in", _filled(store.files_in), _turned(inside)


def _news(store: Store) -> Iterator[tuple[str, Any, Any]]:
    told = {notice.id: (notice.to,) for notice in store.notices.values()}
    yield "told_to", _filled(store.told_to), _turned(told)
    places = {user: {None, *store.memberships(user)} for user in store.users}
    yield "marks", _filled(store.marks), places
    for group, frequencies in store.frequencies.items():
        yield f"frequencies of {group}", set(frequencies), set(store.members_of[group])
        wanting = {user for user, often in frequencies.items() if often == "every_post"}
        yield f"wanting in {group}", set(store.wanting[group]), wanting


def _points(store: Store) -> Iterator[tuple[str, Any, Any]]:
    """Yield what is kept of the ledger beside its entries."""
    entries = store.entries.values()
    gone = {entry.reverses: entry.id for entry in entries if entry.reverses is not None}
    standing = [e for e in entries if e.rule is not None and e.reverses is None and e.id not in gone]
    yield "reversed_by", store.reversed_by, gone
    yield "awards", store.awards, {entry.key: entry.id for entry in standing}
    yield "awarded", _filled(store.awarded), _turned({entry.id: (entry.record,) for entry in standing})
    buckets: dict[str, int] = defaultdict(int)
    for entry in entries:
        if entry.bucket is not None:
            buckets[entry.bucket] += entry.worth
    yield "in_buckets", _nonzero(store.in_buckets), _nonzero(buckets)
    by_word = {word: set(rules) for word, rules in store.rules_by.items() if rules}
    words = {rule.id: (parsed(rule.when)[0].word,) for rule in store.rules.values() if not rule.retired}
    yield "rules_by", by_word, _turned(words)


def _scored(store: Store) -> Iterator[tuple[str, Any, Any]]:
    """Yield how many records have which score, and what scoring each of them anew gives."""
    wanted: dict[str, dict[str, dict[tuple[int, int], int]]] = {"owner": {}, "type": {}}
    timed = set[str]()
    for record in store.records.values():
        profile = scoring.profile_of(store, record)
        if profile is None:
            continue
        if scoring.changes_with_time(profile):
            timed.add(record.id)
            continue
        score = scoring.completeness(profile, record, store.now, checks=store.checks)
        for by, group in (("owner", record.owner), ("type", record.type)) if score.weight else ():
            counts = wanted[by].setdefault(group, {})
            pair = (score.valid_weight, score.weight)
            counts[pair] = counts.get(pair, 0) + 1
    yield "timed", set(store.timed), timed
    for by, kept in (("owner", store.scores_by_owner), ("type", store.scores_by_type)):
        yield f"scores by {by}", {group: counts for group, counts in kept.items() if counts}, wanted[by]


def _nonzero(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


def _boards(store: Store) -> Iterator[tuple[str, Any, Any]]:
    """Yield what every window that is kept shows, with what sorting its entries shows."""
    people = list(leaderboards.population(store))
    away = [user for user in store.users.values() if leaderboards.may_stand(user) and user.id in store.off_boards]
    for name, windows in store.kept.items():
        board = store.boards[name]
        for block, kept in windows.items():
            counted = [
                (place, entry)
                for place, entry in enumerate(store.entries.values())
                if entry.purse != "spend" and block_of(board, entry.effective_at) == block
            ]
            bounds = boards.window(board.window, store.now, board.zone) if block == "" else (None, None)
            scores = boards.standings(counted, people, bounds, board.zero)
            wanted = boards.ranking(scores, board.kind, lower_is_better=board.lower_is_better)
            aside = boards.standings(counted, [user.id for user in away], bounds, board.zero)
            in_order = boards.ranking(aside, board.kind, lower_is_better=board.lower_is_better)
            yield (
                f"those off board {name} {block}",
                [place.user for place in kept.aside.places(0, len(kept.aside))],
                [row.user for row in in_order],
            )
            places = kept.standing.places(0, len(kept.standing), grouped=board.kind == "dense")
            yield f"board {name} {block}", [boards.row(p, len(places), board.kind) for p in places], list(wanted)
            yield f"rows told of board {name} {block}", *_rows_told(kept.standing, wanted)


def _rows_told(standing: Standing, rows: tuple[boards.Row, ...]) -> tuple[list[Any], list[Any]]:
    """Return what is remembered of a board, and what its rows say instead."""
    slices, beside = standing.slices.made.items(), standing.beside.made.items()
    wanted: list[Any] = [rows[start:stop] for (start, stop, _), _ in slices]
    for (user, k, _), _ in beside:
        wanted.append(boards.rank(rows, user) if k is None else boards.around(rows, user, k))
    return [told for _, told in (*slices, *beside)], wanted


def _places(store: Store) -> Iterator[tuple[Place, str]]:
    for user in store.users:
        yield "person", user
        yield "profile", user
    for group in store.groups:
        yield "shell", group
        yield "group", group
    for record in store.records:
        yield "record", record


def _streams(store: Store, timeline: NumberedTimeline) -> dict[str, list[int]]:
    wanted: dict[str, list[int]] = defaultdict(list)
    for number in range(len(timeline)):
        post = store.posts.get(timeline.post(number))
        for source in () if post is None else sources_of(store, post):
            wanted[source].append(number)
    return dict(wanted)


def _turned(index: Mapping[Any, Iterable[Any]]) -> dict[Any, set[Any]]:
    turned: dict[Any, set[Any]] = defaultdict(set)
    for key, values in index.items():
        for value in values:
            turned[value].add(key)
    return dict(turned)


def _turned_places(locks: Mapping[tuple[Place, str], Lock]) -> dict[Any, set[str]]:
    turned: dict[Any, set[str]] = defaultdict(set)
    for (place, thing), lock in locks.items():
        for key in lock.grants or ():
            turned[place, key].add(thing)
    return dict(turned)


def _filled(index: Mapping[Any, Iterable[Any]]) -> dict[Any, set[Any]]:
    return {key: set(values) for key, values in index.items() if values}


def _equal(name: str, kept: Any, wanted: Any) -> None:
    if kept != wanted:
        place, is_so, should_be = _difference(kept, wanted)
        where = "".join(f", at `{key}`" for key in place)
        raise InconsistentError(f"`{name}` is {is_so} and should be {should_be}{where}", rule="check.index")


def _difference(kept: Any, wanted: Any) -> tuple[tuple[object, ...], str, str]:
    """Return one place in which two values differ, by its keys, and what is there in each."""
    if isinstance(kept, Mapping) and isinstance(wanted, Mapping):
        key = next(key for key in (*wanted, *kept) if kept.get(key, _NOTHING) != wanted.get(key, _NOTHING))
        place, is_so, should_be = _difference(kept.get(key, _NOTHING), wanted.get(key, _NOTHING))
        return (key, *place), is_so, should_be
    if isinstance(kept, AbstractSet) and isinstance(wanted, AbstractSet):
        one = min(kept ^ wanted, key=repr)
        return (one,), *(("there", "away") if one in kept else ("away", "there"))
    return (), _shown(kept), _shown(wanted)


_NOTHING: Final = object()
_MOST: Final = 200


def _shown(value: object) -> str:
    """Return a value as it is told of, shortened: an index may hold a million."""
    if value is _NOTHING:
        return "missing"
    shown = repr(value)
    return f"`{shown}`" if len(shown) <= _MOST else f"`{shown[:_MOST]}…`"
