"""Who sees what, and why: every decision about sight is made here, and only here.

Rule 1: the rows of `TABLE` decide; the first row that matches a viewer decides, and nothing else does.
Rule 2: a row speaks in keys. It matches a viewer who holds one of its `keys` and none of its `unless`;
so the same row answers for one viewer (`can_see`), for a viewer's everything (`visible_posts`)
and for everyone at once (`audience`), and the three cannot disagree.
Rule 3: follow, mention, like and authorship never appear here, but for a post held back, which its author sees.

How to read the table. An item is judged in places, in this order: the viewer, the comment, the post, and the place
it hangs on. The first three hold gates, which only deny. A place that things hang on (a person, a profile, a group's
shell, a group, a record) holds grants, which only allow, and closes with the rows that deny the rest.
The grants of a place together are its *lock*: whoever holds one of these keys gets in.

What the table cannot say: how much a reader may do with a record (`records`), and who may write where (`groups`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, Literal, TypeAlias

import attrs

from collabcore import keys, records
from collabcore.errors import not_found
from collabcore.keys import EVERYONE, INACTIVE, INSIDERS, Key
from collabcore.model import Comment, Group, Post, Record, User
from collabcore.view import Place, View

__all__ = [
    "TABLE",
    "Row",
    "Verdict",
    "audience",
    "can_see",
    "explain",
    "grants",
    "passes",
    "place_of",
    "visible_posts",
]

_Keys: TypeAlias = Callable[[View, str], Iterable[Key]]
_Step: TypeAlias = tuple[str, str]


@attrs.frozen
class Verdict:
    """Yes or no, the rule that decided, and the facts it rests on; true when allowed.

    >>> bool(Verdict(True, "profile.own", ("it is the profile of `sofia`",)))
    True
    """

    allowed: bool
    rule: str
    because: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether it is a yes."""
        return self.allowed

    def __str__(self) -> str:
        """Return the verdict as one line."""
        return f"{'yes' if self.allowed else 'no'} ({self.rule}): {'; '.join(self.because)}"


def nobody(view: View, thing: str) -> Iterable[Key]:
    """No key at all."""
    return ()


@attrs.frozen(kw_only=True)
class Row:
    """One row of the table: whom it concerns, in which place, what it decides, in words, and whence the rule."""

    id: str
    effect: Literal["allow", "deny"]
    place: Literal["viewer", "comment", "post"] | Place
    keys: _Keys
    unless: _Keys = nobody
    why: str
    source: str

    def matches(self, view: View, held: AbstractSet[Key], thing: str) -> frozenset[Key]:
        """Return the keys of this row that `held` has, none if `unless` has one of them too."""
        found = frozenset(self.keys(view, thing)) & held
        return found if found and held.isdisjoint(self.unless(view, thing)) else frozenset()


# The conditions, one a function: whose keys a row concerns.


def inactive(view: View, thing: str) -> Iterable[Key]:
    """Those who were deactivated: nothing works for them while they are away."""
    return (INACTIVE,)


def everyone(view: View, thing: str) -> Iterable[Key]:
    """Everyone whom no earlier row let in."""
    return (EVERYONE,)


def _held_back(view: View, thing: str, status: str) -> Iterable[Key]:
    item = view.posts.get(thing) or view.comments[thing]
    return (EVERYONE,) if item.status == status else ()


def isolated(view: View, thing: str) -> Iterable[Key]:
    """Everyone, for an item that moderation took out of sight."""
    return _held_back(view, thing, "isolated")


def pending(view: View, thing: str) -> Iterable[Key]:
    """Everyone, for an item that waits for approval."""
    return _held_back(view, thing, "pending")


def data_administrators(view: View, thing: str) -> Iterable[Key]:
    """Only those who may modify all data see what was isolated, its author not."""
    return (keys.permitted("modify_all_data"),)


def author_and_approvers(view: View, thing: str) -> Iterable[Key]:
    """Who wrote it, who approves, and the administrators."""
    item = view.posts.get(thing) or view.comments[thing]
    yield from () if item.author is None else (keys.user(item.author),)
    yield from map(keys.permitted, ("approve_posts", "view_all_data", "modify_all_data"))


def oneself(view: View, thing: str) -> Iterable[Key]:
    """The person whose profile it is."""
    return (keys.user(thing),)


def insiders_where_users_are_public(view: View, thing: str) -> Iterable[Key]:
    """The organisation's own people, where profiles are public."""
    return (INSIDERS,) if view.settings.user_visibility == "public" else ()


def user_administrators(view: View, thing: str) -> Iterable[Key]:
    """Those who may view all users; the right to all data includes it (READINGS 9)."""
    return map(keys.permitted, ("view_all_users", "manage_users", "view_all_data", "modify_all_data"))


def superiors(view: View, thing: str) -> Iterable[Key]:
    """Those in roles above the profile's owner; the author of a post on it does not count."""
    role = view.users[thing].role
    return () if role is None else (keys.above(role),)


def co_members(view: View, thing: str) -> Iterable[Key]:
    """The people of one's groups, known there by name and not by their wall (READINGS 9)."""
    return map(keys.member, view.memberships(thing))


def members(view: View, thing: str) -> Iterable[Key]:
    """The members of the group, its managers and owner."""
    return (keys.member(thing),)


def insiders_if_public(view: View, thing: str) -> Iterable[Key]:
    """The organisation's own people, for a public group."""
    return (INSIDERS,) if view.groups[thing].access == "public" else ()


def insiders_if_listed(view: View, thing: str) -> Iterable[Key]:
    """The organisation's own people, for a group that is listed: its shell, not its posts."""
    return (INSIDERS,) if view.groups[thing].access != "unlisted" else ()


def administrators_if_listed(view: View, thing: str) -> Iterable[Key]:
    """Those who may view or modify all data, but never in an unlisted group."""
    listed = view.groups[thing].access != "unlisted"
    return map(keys.permitted, ("view_all_data", "modify_all_data") if listed else ())


def unlisted_managers(view: View, thing: str) -> Iterable[Key]:
    """Those who may manage unlisted groups; it opens nothing else."""
    return (keys.permitted("manage_unlisted_groups"),) if view.groups[thing].access == "unlisted" else ()


def everyone_if_listed(view: View, thing: str) -> Iterable[Key]:
    """Everyone left, where the group is known to be there."""
    return (EVERYONE,) if view.groups[thing].access != "unlisted" else ()


def record_readers(view: View, thing: str) -> Iterable[Key]:
    """Whoever has read access or more to the record, whoever wrote the post."""
    return records.readers(view, view.records[thing])


_GROUP: Final = (
    ("member", members, "members read their group", "[OR:CollaborationGroup]"),
    ("administrator", administrators_if_listed, "data administrators read listed groups", "RULES 0.1 (4)"),
    ("manages_unlisted", unlisted_managers, "managers of unlisted groups read them", "RULES 0.1 (4) [H-GRP]"),
)
_PROFILE: Final = (
    ("own", oneself, "it is `{viewer}`'s own profile", "RULES 1.1"),
    ("public", insiders_where_users_are_public, "profiles are public here", "RULES 1.2 [H-USH]"),
    ("administrator", user_administrators, "user administrators see every profile", "RULES 1.1 [H-USH]"),
    ("superior", superiors, "people above `{thing}`'s role see the profile", "RULES 1.1 [H-USH]"),
)


def _grants(place: Place, *rows: tuple[str, _Keys, str, str]) -> Iterator[Row]:
    for name, condition, why, source in rows:
        yield Row(id=f"{place}.{name}", effect="allow", place=place, keys=condition, why=why, source=source)


def _gates(place: Literal["comment", "post"]) -> Iterator[Row]:
    yield Row(
        id=f"{place}.isolated",
        effect="deny",
        place=place,
        keys=isolated,
        unless=data_administrators,
        why="`{thing}` was isolated by moderation",
        source="RULES 1.1, READINGS 10 [OR:FeedItem]",
    )
    yield Row(
        id=f"{place}.pending",
        effect="deny",
        place=place,
        keys=pending,
        unless=author_and_approvers,
        why="`{thing}` waits for approval",
        source="RULES 1.1, READINGS 10 [OR:FeedItem]",
    )


def _closing(rule: str, place: Place, condition: _Keys, why: str, source: str) -> Row:
    return Row(id=rule, effect="deny", place=place, keys=condition, why=why, source=source)


TABLE: Final[tuple[Row, ...]] = (
    Row(
        id="viewer.inactive",
        effect="deny",
        place="viewer",
        keys=inactive,
        why="`{viewer}` is deactivated",
        source="RULES 1.2 [OR:User]",
    ),
    *_gates("comment"),
    *_gates("post"),
    *_grants("person", *_PROFILE, ("co_member", co_members, "members of one group know each other", "READINGS 9, 81")),
    _closing("person.hidden", "person", everyone, "users are private and nothing shows `{thing}`", "RULES 1.2"),
    *_grants("profile", *_PROFILE),
    _closing("profile.private", "profile", everyone, "users are private and nothing opens the wall", "RULES 1.2"),
    *_grants("shell", *_GROUP, ("listed", insiders_if_listed, "public and private groups are listed", "RULES 0.3 C5")),
    _closing("shell.hidden", "shell", everyone, "there is nothing to know of an unlisted group", "RULES 2.1"),
    *_grants("group", *_GROUP, ("public", insiders_if_public, "public groups are open to insiders", "RULES 1.2")),
    _closing("group.members_only", "group", everyone_if_listed, "only members read `{thing}`", "RULES 2.1"),
    _closing("group.hidden", "group", everyone, "there is nothing to know of an unlisted group", "RULES 2.1"),
    *_grants("record", ("read", record_readers, "`{viewer}` may read `{thing}`", "RULES 8.2 [OR:UserRecordAccess]")),
    _closing("record.no_access", "record", everyone, "`{viewer}` has no access to `{thing}`", "RULES 8.2"),
)
"""The rule table. INVARIANT: gates only deny; in a place grants come first and denials close it."""


def _rows(place: str, effect: str) -> tuple[Row, ...]:
    return tuple(row for row in TABLE if row.place == place and row.effect == effect)


_GATES: Final = {place: _rows(place, "deny") for place in ("viewer", "comment", "post")}
_GRANTS: Final = {place: _rows(place, "allow") for place in ("person", "profile", "shell", "group", "record")}


def grants(view: View, place: Place, thing: str) -> frozenset[Key]:
    """Return the lock of a place: the keys that open it. A view answers `lock` with this, and may remember it.

    Cost: O(lock).
    """
    return frozenset(key for row in _GRANTS[place] for key in row.keys(view, thing))


def place_of(view: View, parent: str) -> Place:
    """Return which kind of place posts on `parent` hang on. Cost: O(1)."""
    if parent in view.groups:
        return "group"
    return "record" if parent in view.records else "profile"


def _steps(view: View, item: str) -> tuple[_Step, ...]:
    """Return the places an item is judged in, in order; none for what is not there to be seen."""
    match view.thing(item):
        case Comment(post=post):
            return (("viewer", item), ("comment", item), *_steps(view, post)[1:])
        case Post(to=to):
            return (("viewer", item), ("post", item), (place_of(view, to), to))
        case User():
            return (("viewer", item), ("person", item))
        case Group():
            return (("viewer", item), ("shell", item))
        case Record():
            return (("viewer", item), ("record", item))
        case _:
            return ()


def passes(view: View, held: AbstractSet[Key], place: Literal["viewer", "comment", "post"], thing: str) -> bool:
    """Tell whether no gate of a place turns the holder of these keys away. Cost: O(1)."""
    return not any(row.matches(view, held, thing) for row in _GATES[place])


def can_see(view: View, viewer: str, item: str) -> bool:
    """Tell whether a viewer may see a post or comment, or may know of a person, group or record.

    It does not tell the hidden from the unknown: both are false, and so is every answer for a viewer who is not there.

    Cost: O(1).

    Source: RULES 1.1.
    """
    held = view.keys(viewer)
    steps = _steps(view, item)
    return bool(steps) and all(_opens(view, held, place, thing) for place, thing in steps)


def _opens(view: View, held: AbstractSet[Key], place: str, thing: str) -> bool:
    if place in _GATES:
        return passes(view, held, place, thing)  # type: ignore[arg-type]
    return not held.isdisjoint(view.lock(place, thing))  # type: ignore[arg-type]


def audience(view: View, item: str) -> frozenset[str]:
    """Return everyone who may see a post or comment, or may know of a person, group or record.

    Cost: O(audience).

    Raises:
        NotFoundError: There is no such item.
    """
    steps = _steps(view, item)
    if not steps:
        raise not_found(item)
    *gates, (place, parent) = steps
    inside: set[str] = set()
    inside.update(*(view.holders(key) for key in view.lock(place, parent)))  # type: ignore[arg-type]
    for gate, thing in gates:
        for row in _GATES[gate]:
            inside -= _holders(view, row.keys(view, thing)) - _holders(view, row.unless(view, thing))
    return frozenset(inside)


def _holders(view: View, wanted: Iterable[Key]) -> frozenset[str]:
    return frozenset().union(*(view.holders(key) for key in wanted))


def visible_posts(view: View, viewer: str) -> frozenset[str]:
    """Return every post a viewer may see.

    Cost: O(keys + result).
    """
    held = view.keys(viewer)
    if not passes(view, held, "viewer", viewer):
        return frozenset()
    newest = view.timeline("newest")
    places: tuple[Place, ...] = ("profile", "group", "record")
    parents = {parent for place in places for key in held for parent in view.opened(place, key)}
    found = (newest.post(number) for parent in parents for number in newest.stream(f"on:{parent}"))
    # The gates of a post concern only what was held back, and little is.
    return frozenset(
        post for post in found if view.posts[post].status == "published" or passes(view, held, "post", post)
    )


def explain(view: View, viewer: str, item: str, table: Sequence[Row] = TABLE) -> Verdict:
    """Return the verdict on `can_see` with the rule that decided and the facts it rests on.

    Cost: O(rows + facts).

    Raises:
        NotFoundError: There is no such item, or no such viewer.
    """
    steps = _steps(view, item)
    if not steps or viewer not in view.users:
        raise not_found(item if viewer in view.users else viewer)
    held = view.keys(viewer)
    for place, thing in steps:
        for row in table:
            if row.place == place and (found := row.matches(view, held, thing)):
                return Verdict(row.effect == "allow", row.id, tuple(_facts(view, viewer, row, thing, found)))
    return Verdict(allowed=False, rule="nothing.matches")


def _facts(view: View, viewer: str, row: Row, thing: str, found: AbstractSet[Key]) -> Iterator[str]:
    """Yield what a verdict rests on: the keys that matched, then the row in words."""
    if row.keys is record_readers:
        for grant in records.causes(view, viewer, view.records[thing]):
            yield _grant_fact(view, viewer, thing, grant)
    else:
        for key in sorted(found):
            yield from _key_fact(view, viewer, key)
    yield row.why.format(viewer=viewer, thing=thing)


def _grant_fact(view: View, viewer: str, thing: str, grant: records.Grant) -> str:
    level = grant.level.tag
    match grant.cause:
        case "owner":
            return f"`{viewer}` owns `{thing}`"
        case "hierarchy":
            role = view.users[viewer].role
            return f"`{viewer}` is in role `{role}`, above `{grant.through}`, which gives {level}"
        case "share":
            return f"`{thing}` is shared with `{grant.through}` for {level}"
        case "default":
            return f"every {view.records[thing].type} is open to insiders for {level}"
        case _:  # the one that is left: administrator
            return f"`{viewer}` holds {keys.split(grant.key)[1]}, which gives {level}"


def _key_fact(view: View, viewer: str, key: Key) -> Iterator[str]:
    kind, thing = keys.split(key)
    match kind:
        case "member":
            yield f"`{viewer}` is {view.members(thing)[viewer]} of `{thing}`"
        case "permission":
            yield f"`{viewer}` holds {thing}"
        case "above":
            yield f"`{viewer}` is in role `{view.users[viewer].role}`, above `{thing}`"
        case "insiders":
            yield f"`{viewer}` is one of the organisation's own people"
        case _:
            return  # the row's own words say it
