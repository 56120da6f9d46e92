"""Why somebody sees something or not, in facts and words, and what one grant would change a no.

Rule 1: the verdict is the rule table's; here it is only read out, with the facts it rests on.
Rule 2: what is proposed for a no is a command that flips it by itself, and who could give it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

import attrs

from collabcore import conditions, keys, records
from collabcore.errors import not_found
from collabcore.keys import Key
from collabcore.view import View
from collabcore.visibility import TABLE, Row, steps

__all__ = ["Verdict", "explain"]


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


def explain(view: View, viewer: str, item: str, table: Sequence[Row] = TABLE) -> Verdict:
    """Return the verdict on `can_see` with the rule that decided and the facts it rests on.

    Cost: O(rows + facts).

    Raises:
        NotFoundError: There is no such item, or no such viewer.
    """
    found_steps = steps(view, item)
    if not found_steps or viewer not in view.users:
        raise not_found(item if viewer in view.users else viewer)
    held = view.keys(viewer)
    for place, thing in found_steps:
        for row in table:
            if row.place == place and (found := row.matches(view, held, thing)):
                return Verdict(row.effect == "allow", row.id, tuple(_facts(view, viewer, row, thing, found)))
    return Verdict(allowed=False, rule="nothing.matches")


def _facts(view: View, viewer: str, row: Row, thing: str, found: AbstractSet[Key]) -> Iterator[str]:
    """Yield what a verdict rests on: the keys that matched, then the row in words."""
    if row.keys is conditions.record_readers:
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
        case "queue":
            return f"`{thing}` waits in queue `{grant.through}`, which `{viewer}` is in, for {level}"
        case "rule":
            return _rule_fact(view, viewer, grant)
        case "default":
            return f"every {view.records[thing].type} is open by default for {level}"
        case "parent":
            return f"`{thing}` follows `{grant.through}`, which gives {level}"
        case "child":
            return f"`{viewer}` was granted `{grant.through}`, which hangs on it, for {level}"
        case "account":
            return f"`{viewer}` is a partner of `{grant.through}`, for {level}"
        case "administrator":
            return f"`{viewer}` holds {keys.split(grant.key)[1]}, which gives {level}"


def _rule_fact(view: View, viewer: str, grant: records.Grant) -> str:
    rule = view.sharing[grant.through]
    whose = "that meet its criteria" if rule.owned_by is None else f"owned by `{rule.owned_by}`"
    through = "" if rule.to == viewer else f"`{viewer}` is in `{rule.to}`; "
    return f"{through}rule `{rule.id}` gives `{rule.to}` {rule.level} on every {rule.type} {whose}"


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
