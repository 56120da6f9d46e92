"""The chain of facts behind an explanation: how somebody belongs to what was given access, and what is missing.

Rule 1: nothing is decided here; what decided is read out, link by link, so that nobody has to look the links up.
"""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import keys, people, records
from collabcore.view import View

__all__ = ["belongs", "connected", "lacks", "links", "named"]


def named(view: View, target: str) -> str:
    """Return a target of shares in words.

    Cost: O(1).
    """
    kind, role = keys.split(target)
    if target in view.teams:
        return f"team `{target}`"
    if target in view.queues:
        return f"queue `{target}`"
    if target in view.users:
        return f"`{target}`"
    return f"role `{role}`" + (" and those below" if kind == "role+" else "")


def belongs(view: View, user: str, target: str) -> Iterator[str]:
    """Yield how a user belongs to a target, link by link; nothing where they are the target themselves.

    Cost: O(members).
    """
    found = view.teams.get(target) or view.queues.get(target)
    if found is not None:
        through = next(one for one in found.members if people.target_key(view, one) in view.keys(user))
        yield from belongs(view, user, through)
        yield f"{named(view, through)} is in {named(view, target)}"
    elif target != user:
        person, top = view.users[user], keys.split(target)[1]
        role = people.channel_role(view, person) if person.role is None else person.role
        stands = "is in" if person.role is not None else f"is a partner of `{person.account}`, below"
        yield f"`{user}` {stands} role `{role}`" + ("" if role == top else f", below `{top}`")


def links(view: View, viewer: str, thing: str, grant: records.Grant) -> Iterator[str]:
    """Yield the facts that lead from a viewer to a grant on a record, and from the grant to the record.

    Cost: O(members).
    """
    owner = view.records[thing].owner
    match grant.cause:
        case "hierarchy" if grant.through == owner and owner in view.users:
            role = view.users[owner].role
            yield f"`{owner}` owns `{thing}`" + ("" if role is None else f", in role `{role}`")
        case "share" | "queue":
            yield from belongs(view, viewer, grant.through)
        case "rule":
            rule = view.sharing[grant.through]
            yield from belongs(view, viewer, rule.to)
            yield from _covered(view, thing, rule.owned_by)
        case _:
            return


def _covered(view: View, thing: str, owned_by: str | None) -> Iterator[str]:
    """Yield why a sharing rule speaks of a record."""
    owner = view.records[thing].owner
    if owned_by is None:
        yield f"`{thing}` meets them"
        return
    yield f"`{owner}` owns `{thing}`"
    if owned_by not in view.queues:
        yield from belongs(view, owner, owned_by)


def lacks(view: View, viewer: str, place: str, thing: str) -> Iterator[str]:
    """Yield what is so of a place that let somebody in by no way there is.

    Cost: O(1).
    """
    match place:
        case "group" | "shell":
            yield f"`{thing}` is {view.groups[thing].access}, and `{viewer}` is not in it"
        case "record":
            record = view.records[thing]
            role = view.users[record.owner].role if record.owner in view.users else None
            yield f"{named(view, record.owner)} owns `{thing}`" + ("" if role is None else f", in role `{role}`")
            default = view.settings.record_visibility.get(record.type, "private")
            yield f"by default records of type {record.type} are set to {default}"
            yield f"nothing shares it with `{viewer}`, who is above nobody it is shared with"
        case "person" | "profile":
            yield f"nothing shares `{thing}` with `{viewer}`, who is in no role above"
        case _:
            return  # the row's own words say it


def connected(view: View, viewer: str, network: str | None) -> Iterator[str]:
    """Yield how a user stands to a network, or to networks at all: by their profile, and by whether it is live.

    Cost: O(1).
    """
    profile = view.users[viewer].profile
    if network is None:
        yield f"`{viewer}` has profile `{profile}`"
        return
    found = view.networks[network]
    is_in = "is in" if profile in found.profiles else "is not in"
    yield f"profile `{profile}` of `{viewer}` {is_in} network `{network}`, which is {found.state}"
