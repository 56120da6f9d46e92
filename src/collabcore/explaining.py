"""Why somebody sees something or not, in facts and words, and what one grant would change a no.

Rule 1: the verdict is the rule table's; here it is only read out, with the facts it rests on.
Rule 2: what is proposed for a no is a command that flips it by itself, and who could give it.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

import attrs

from collabcore import commands as c
from collabcore import conditions, keys, reasons, records
from collabcore.commands import Command
from collabcore.errors import not_found
from collabcore.keys import Key
from collabcore.model import HOST, Permission
from collabcore.view import View
from collabcore.visibility import BY_PLACE, TABLE, Row, by_place, opens, steps, ways

__all__ = ["Verdict", "explain", "proposals"]


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

    def _repr_html_(self) -> str:
        """Return the verdict for a notebook: the answer, its rule, and its facts as a list."""
        facts = "".join(f"<li>{html.escape(fact)}</li>" for fact in self.because)
        answer = "yes" if self.allowed else "no"
        return f"<p><b>{answer}</b> by <code>{html.escape(self.rule)}</code></p><ul>{facts}</ul>"


def explain(view: View, viewer: str, item: str, table: Sequence[Row] = TABLE) -> Verdict:
    """Return the verdict on `can_see` with the rule that decided and the facts it rests on.

    Cost: O(rows + facts).

    Raises:
        NotFoundError: There is no such item, or no such viewer.
    """
    rows = BY_PLACE if table is TABLE else by_place(table)
    found = [_walked(view, viewer, way, rows) for way in ways(view, item)] if viewer in view.users else []
    if not found:
        raise not_found(item if viewer in view.users else viewer)
    return next((verdict for verdict in found if verdict), found[0])


def _walked(view: View, viewer: str, way: Sequence[tuple[str, str]], rows: Mapping[str, Sequence[Row]]) -> Verdict:
    """Return the verdict of the first row that matches on a way."""
    held = view.keys(viewer)
    for place, thing in way:
        for row in rows.get(place, ()):
            if found := row.matches(view, held, thing):
                return Verdict(
                    row.effect == "allow", row.id, tuple(dict.fromkeys(_facts(view, viewer, row, thing, found)))
                )
    return Verdict(allowed=False, rule="nothing.matches")


def _facts(view: View, viewer: str, row: Row, thing: str, found: AbstractSet[Key]) -> Iterator[str]:
    """Yield what a verdict rests on: for a yes the way in, then the row in words; for a no the row, then what is so."""
    words = row.why.format(viewer=viewer, thing=thing)
    if row.effect == "deny":
        yield words
    if row.keys is conditions.record_readers:
        for grant in records.causes(view, viewer, view.records[thing]):
            yield _grant_fact(view, viewer, thing, grant)
            yield from reasons.links(view, viewer, thing, grant)
    else:
        for key in sorted(found):
            yield from _key_fact(view, viewer, key)
    if row.keys in (conditions.everyone, conditions.everyone_if_listed):
        yield from reasons.lacks(view, viewer, row.place, thing)
    if row.id.endswith(".not_in_network"):
        network = view.posts[thing].network if row.place == "post" else view.groups[thing].network
        yield from reasons.connected(view, viewer, network)
    if row.effect == "allow":
        yield words


def _grant_fact(view: View, viewer: str, thing: str, grant: records.Grant) -> str:
    level = grant.level.tag
    match grant.cause:
        case "owner":
            return f"`{viewer}` owns `{thing}`"
        case "hierarchy" | "super_user":
            where = _place(view, viewer) + (", above" if grant.cause == "hierarchy" else ", and super user beside")
            return f"`{viewer}` is {where} {reasons.named(view, grant.through)}, which gives {level}"
        case "share":
            return f"`{thing}` is shared with {reasons.named(view, grant.through)} for {level}"
        case "queue":
            return f"`{thing}` waits in {reasons.named(view, grant.through)}, whose members have {level}"
        case "rule":
            return _rule_fact(view, grant)
        case "default":
            return f"every {view.records[thing].type} is open by default for {level}"
        case "parent":
            return f"`{thing}` follows `{grant.through}`, which gives {level}"
        case "child":
            return f"`{viewer}` was granted `{grant.through}`, which hangs on it, for {level}"
        case "account":
            return f"`{viewer}` is a partner of `{grant.through}`, for {level}"
        case _:  # the one that is left: administrator
            return f"`{viewer}` holds {keys.split(grant.key)[1]}, which gives {level}"


def _place(view: View, viewer: str) -> str:
    """Return where somebody stands: in a role, or at a level of a partner."""
    user = view.users[viewer]
    return f"in role `{user.role}`" if user.role is not None else f"{user.level} of partner `{user.account}`"


def _rule_fact(view: View, grant: records.Grant) -> str:
    rule = view.sharing[grant.through]
    whose = "that meets its criteria" if rule.owned_by is None else f"owned by {reasons.named(view, rule.owned_by)}"
    return f"rule `{rule.id}` gives {reasons.named(view, rule.to)} {rule.level} on every {rule.type} {whose}"


def _key_fact(view: View, viewer: str, key: Key) -> Iterator[str]:
    kind, thing = keys.split(key)
    match kind:
        case "member":
            yield f"`{viewer}` is {view.members(thing)[viewer]} of `{thing}`"
        case "permission":
            yield f"`{viewer}` holds {thing}"
        case "above":
            yield f"`{viewer}` is {_place(view, viewer)}, above `{thing}`"
        case "above-partner":
            level, account = keys.split(thing)
            yield f"`{viewer}` is {_place(view, viewer)}, above every {level} of `{account}`"
        case "insiders":
            yield f"`{viewer}` is one of the organisation's own people"
        case "site" | "guests":
            yield f"`{viewer}` is from outside: {view.users[viewer].kind}"
        case "network":
            yield from reasons.connected(view, viewer, thing)
        case "profile":
            yield f"`{viewer}` has profile `{thing}`"
        case _:
            return  # the row's own words say it


# What would change a no


def proposals(view: View, viewer: str, item: str) -> Iterator[Command]:
    """Yield single changes that may turn a no into a yes, each as the host's command; not every one does.

    Cost: O(steps).
    """
    held = view.keys(viewer)
    for place, thing in steps(view, item):
        if not opens(view, held, place, thing):
            yield from _PROPOSALS[place](view, viewer, thing)


def _for_viewer(view: View, viewer: str, thing: str) -> Iterator[Command]:
    yield c.ActivateUser(by=HOST, id=viewer)


def _for_item(view: View, viewer: str, thing: str) -> Iterator[Command]:
    item = view.posts.get(thing) or view.comments[thing]
    if item.status != "published":
        yield c.Review(by=HOST, item=thing, status="published")
    post = view.posts.get(thing)
    if post is not None and post.audience == "internal" and post.to in view.records:
        yield c.SetAudience(by=HOST, post=thing, audience="all")
    yield from _permit(viewer, "approve_posts", "modify_all_data")
    yield from _join_network(view, viewer)


def _for_person(view: View, viewer: str, thing: str) -> Iterator[Command]:
    yield c.ShareRecord(by=HOST, record=thing, to=viewer)
    yield from _permit(viewer, "view_all_users")
    yield c.Configure(by=HOST, user_visibility="public")


def _for_group(view: View, viewer: str, thing: str) -> Iterator[Command]:
    yield c.AddMember(by=HOST, group=thing, user=viewer)
    yield from _permit(viewer, "manage_unlisted_groups" if view.groups[thing].access == "unlisted" else "view_all_data")
    yield c.UpdateGroup(by=HOST, id=thing, access="public")
    yield from _join_network(view, viewer)


def _for_record(view: View, viewer: str, thing: str) -> Iterator[Command]:
    yield c.ShareRecord(by=HOST, record=thing, to=viewer)
    for team in (view.teams[target] for target in view.shares(thing) if target in view.teams):
        yield c.UpdateTeam(by=HOST, id=team.id, members=(*team.members, viewer))
    yield from _permit(viewer, "view_all_data")


def _for_outsider(view: View, viewer: str, thing: str) -> Iterator[Command]:
    yield c.UpdateUser(by=HOST, id=viewer, kind="free")


def _for_points_manager(view: View, viewer: str, thing: str) -> Iterator[Command]:
    yield from _permit(viewer, "manage_points")


def _permit(viewer: str, *permissions: Permission) -> Iterator[Command]:
    for permission in permissions:
        yield c.AddPermissions(by=HOST, user=viewer, permissions=(permission,))


def _join_network(view: View, viewer: str) -> Iterator[Command]:
    """Yield what would bring somebody into a network: opening it, or letting their profile in."""
    profile = view.users[viewer].profile
    for network in view.networks.values():
        if profile not in network.profiles:
            yield c.UpdateNetwork(by=HOST, id=network.id, profiles=(*network.profiles, profile))
        elif network.state != "live":
            yield c.PublishNetwork(by=HOST, id=network.id)


def _for_file(view: View, viewer: str, thing: str) -> Iterator[Command]:
    yield c.ShareFile(by=HOST, id=thing, to=viewer)


_PROPOSALS: Final = {
    "viewer": _for_viewer,
    "comment": _for_item,
    "post": _for_item,
    "person": _for_person,
    "profile": _for_person,
    "shell": _for_group,
    "group": _for_group,
    "record": _for_record,
    "recognition": _for_outsider,
    "redemption": _for_points_manager,
    "file": _for_file,
}
