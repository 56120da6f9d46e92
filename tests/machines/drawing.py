"""Commands drawn from one number each, most of them accepted: what long histories are made of."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import Final

from collabcore import commands as c
from collabcore.model import HOST, Status
from collabcore.view import View

__all__ = ["drawn"]

_Maker = Callable[[View, "_Dice"], c.Command]


class _Dice(random.Random):
    """Chance from a seed, that knows a world."""

    def one(self, things: Iterable[str]) -> str:
        """Return one of some ids, or one of nothing."""
        found = list(things)
        return self.choice(found) if found else "nobody"

    def at_work(self, view: View) -> str:
        """Return somebody who is active."""
        return self.one(user.id for user in view.users.values() if user.active)

    def place(self, view: View, by: str) -> str:
        """Return where somebody would write: a wall, a group of theirs or a public one, a record."""
        return self.one([by, *view.users, *view.memberships(by), *view.memberships(by), *view.groups, *view.records])

    def text(self, view: View) -> str:
        """Return words, with a mention every other time."""
        return self.choice(["words", f"see @[{self.one([*view.users, *view.groups])}]"])


def _author(view: View, item: str) -> str:
    found = view.posts.get(item) or view.comments.get(item)
    return HOST if found is None or found.author is None else found.author


def _post(view: View, dice: _Dice) -> c.Command:
    by = dice.at_work(view)
    return c.Post(by=by, to=dice.place(view, by), text=dice.text(view), audience=dice.choice(["default", "all"]))


def _comment(view: View, dice: _Dice) -> c.Command:
    return c.Comment(by=dice.at_work(view), post=dice.one(view.posts), text=dice.text(view))


def _like(view: View, dice: _Dice) -> c.Command:
    return c.Like(by=dice.at_work(view), item=dice.one([*view.posts, *view.comments]))


def _unlike(view: View, dice: _Dice) -> c.Command:
    item = dice.one(post for post in view.posts if view.likes(post))
    return c.Unlike(by=dice.one(view.likes(item)), item=item)


def _delete(view: View, dice: _Dice) -> c.Command:
    item = dice.one([*list(view.posts)[len(view.posts) // 2 :], *view.comments])
    return c.Delete(by=_author(view, item), id=item)


def _follow(view: View, dice: _Dice) -> c.Command:
    return c.Follow(by=dice.at_work(view), target=dice.one([*view.users, *view.records]))


def _unfollow(view: View, dice: _Dice) -> c.Command:
    by = dice.one(user for user in view.users if view.follows(user))
    return c.Unfollow(by=by, target=dice.one(view.follows(by)))


def _join(view: View, dice: _Dice) -> c.Command:
    group = dice.one(view.groups)
    return c.AddMember(by=HOST, group=group, user=dice.at_work(view))


def _leave(view: View, dice: _Dice) -> c.Command:
    by = dice.one(user for user in view.users if view.memberships(user))
    return c.LeaveGroup(by=by, group=dice.one(view.memberships(by)))


def _set_owner(view: View, dice: _Dice) -> c.Command:
    group = dice.one(view.groups)
    return c.SetOwner(by=HOST, group=group, user=dice.one(view.members(group)))


def _archive(view: View, dice: _Dice) -> c.Command:
    group = dice.one(view.groups)
    asleep = group in view.groups and view.groups[group].archived
    return c.UnarchiveGroup(by=HOST, group=group) if asleep else c.ArchiveGroup(by=HOST, group=group)


def _access(view: View, dice: _Dice) -> c.Command:
    return c.UpdateGroup(by=HOST, id=dice.one(view.groups), access=dice.choice(["public", "private"]))


def _share(view: View, dice: _Dice) -> c.Command:
    return c.ShareRecord(by=HOST, record=dice.one(view.records), to=dice.one([*view.users, "role+:west"]))


def _unshare(view: View, dice: _Dice) -> c.Command:
    record = dice.one(record for record in view.records if view.shares(record))
    return c.UnshareRecord(by=HOST, record=record, to=dice.one(view.shares(record)))


def _transfer(view: View, dice: _Dice) -> c.Command:
    return c.Transfer(by=HOST, record=dice.one(view.records), owner=dice.at_work(view))


def _save(view: View, dice: _Dice) -> c.Command:
    record = dice.one(record.id for record in view.records.values() if record.type == "opportunity")
    by = dice.choice([HOST, view.records[record].owner]) if record in view.records else HOST
    return c.UpdateRecord(by=by, id=record, fields={"Stage": str(dice.randrange(99))})


def _move_role(view: View, dice: _Dice) -> c.Command:
    return c.MoveRole(by=HOST, id=dice.one(view.roles), parent=dice.one(view.roles))


def _change_role(view: View, dice: _Dice) -> c.Command:
    return c.UpdateUser(by=HOST, id=dice.one(view.users), role=dice.one(view.roles))


def _come_or_go(view: View, dice: _Dice) -> c.Command:
    left = [user.id for user in view.users.values() if not user.active]
    user = dice.one([*view.users, *left * len(view.users)])  # who is away comes back before many others go
    away = not view.users[user].active
    return c.ActivateUser(by=HOST, id=user) if away else c.DeactivateUsers(by=HOST, ids=(user,))


def _review(view: View, dice: _Dice) -> c.Command:
    statuses: tuple[Status, ...] = ("published", "published", "pending", "isolated")
    return c.Review(by=HOST, item=dice.one([*view.posts, *view.comments]), status=dice.choice(statuses))


def _audience(view: View, dice: _Dice) -> c.Command:
    post = dice.one(post.id for post in view.posts.values() if post.to in view.records)
    return c.SetAudience(by=HOST, post=post, audience=dice.choice(["all", "internal"]))


def _settings(view: View, dice: _Dice) -> c.Command:
    name = dice.choice(["since_follow", "news_includes_mentions", "user_visibility"])
    value = dice.choice(["public", "private"]) if name == "user_visibility" else dice.choice([True, False])
    return c.Configure(by=HOST, **{name: value})  # type: ignore[arg-type]


def _delete_place(view: View, dice: _Dice) -> c.Command:
    if dice.randrange(4):
        return _like(view, dice)
    if dice.randrange(2):
        return c.DeleteGroup(by=HOST, id=dice.one(view.groups))
    return c.DeleteRecord(by=HOST, id=dice.one(view.records))


_MAKERS: Final[tuple[_Maker, ...]] = (
    *(_post, _post, _post, _comment, _comment, _comment, _like, _unlike, _delete, _save, _save),
    *(_follow, _follow, _unfollow, _join, _join, _leave, _set_owner, _archive, _access),
    *(_share, _unshare, _transfer, _move_role, _change_role, _come_or_go, _review, _audience, _settings, _delete_place),
)


def drawn(view: View, seed: int) -> c.Command:
    """Return a command for a world, the same for the same number; now and then one that is refused."""
    dice = _Dice(seed)
    return dice.choice(_MAKERS)(view, dice)
