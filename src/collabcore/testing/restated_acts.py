"""What people do once more, said plainly: the triggers of points and badges, beside `restatement`.

It too is written from the documents alone, and imports none of the rooms it judges.
*S* is SCORING, *R* is RULES, *rd* is READINGS, by section or number, *P* are its worked cases.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

import attrs

from collabcore import events as ev
from collabcore.model import Comment, Entry, Idea, Post, Record
from collabcore.testing.restated_scores import completeness
from collabcore.view import View

__all__ = ["LASTING", "RECEIVED", "STAGE_FIELDS", "STATES", "TO_OTHERS", "Act", "Diary", "acts", "turned"]

RECEIVED: Final = ("was_liked", "mentioned", "best_answer_received", "endorsed", "thanked")
"""What others do to one (S 2.2)."""

TO_OTHERS: Final = ("liked", "shared", "answered", "best_answer_given", "poll_voted", "idea_voted")
"""What one does to what others made."""

STATES: Final = ("reached", "left", "stage", "best_answer_given", "best_answer_received", "idea_implemented", "manual")
"""What can end again."""

STAGE_FIELDS: Final = ("stage", "stagename", "stage_name")
"""What a stage is called in records of different origins."""

LASTING: Final = ("deleted", "endorsed", "thanked", "login_day")
"""What counts whether or not anything is still there."""


@attrs.frozen(kw_only=True)
class Act:
    """One thing that happened to one person, in the words of SCORING 2.2."""

    word: str
    owner: str | None
    actor: str
    author: str | None = None
    creator: str | None = None
    thing: str
    object: str
    after: Record
    before: Record | None = None
    at: dt.datetime

    def is_own(self, earner: str, beneficiary: str) -> bool:
        """Tell whether somebody would earn by what they do to themselves (S 2.2 (3)). Cost: O(1)."""
        to_the_maker = self.word in TO_OTHERS and beneficiary in {"author", "creator"}
        return earner == self.actor and (self.word in RECEIVED or to_the_maker)


def acts(view: View, event: ev.Event) -> Iterator[Act]:
    """Yield what an event is, in the order of the page; the view is the world before it.

    Cost: O(fields, mentions).
    """
    match event:
        case ev.RecordAdded(record=record):
            yield from (_save(word, event, None, record) for word in ("created", "reached", "stage"))
        case ev.RecordUpdated(id=id_, fields=fields) if id_ in view.records:
            before = view.records[id_]
            kept = {name: value for name, value in {**before.fields, **fields}.items() if value is not None}
            after = attrs.evolve(before, fields=kept, updated_at=event.at)
            yield from (_save(word, event, before, after) for word in ("updated", "reached", "left", "stage"))
        case ev.OwnerChanged(record=id_, owner=owner) if id_ in view.records:
            before = view.records[id_]
            after = attrs.evolve(before, owner=owner, updated_at=event.at)
            yield from (_save(word, event, before, after) for word in ("updated", "reached", "left", "stage"))
        case ev.RecordDeleted(id=id_):
            yield _save("deleted", event, view.records[id_], view.records[id_])
        case _:
            yield from _talk(view, event)


def _save(word: str, event: ev.Event, before: Record | None, after: Record) -> Act:
    return Act(
        word=word,
        owner=after.owner,
        actor=event.by,
        author=after.creator,
        creator=after.creator,
        thing=after.id,
        object=after.id,
        after=after,
        before=before,
        at=event.at,
    )


def _talk(view: View, event: ev.Event) -> Iterator[Act]:
    match event:
        case ev.Posted():
            yield from _posted(view, event)
        case ev.Commented(comment=comment):
            yield _said("commented", event, comment, comment.author)
            yield from (_said("mentioned", event, comment, name) for name in comment.mentions)
            asked = view.posts[comment.post]
            if asked.question is not None:
                answer = _said("answered", event, comment, comment.author)
                yield attrs.evolve(answer, author=asked.author, creator=asked.author)
        case ev.Liked(item=item, user=user):
            liked = view.posts[item] if item in view.posts else view.comments[item]
            yield _said("liked", event, liked, user)
            yield _said("was_liked", event, liked, liked.author)
        case ev.Edited(id=id_, text=now, added=added):
            yield from _named_by_an_edit(view, event, id_, now, added)
        case ev.Voted(post=poll, user=user):
            yield _said("poll_voted", event, view.posts[poll], user)
        case ev.BestAnswerChosen(post=post_id, comment=chosen):
            yield from _judged(view, event, view.posts[post_id].best_answer, chosen)
        case ev.BestAnswerCleared(post=post_id):
            yield from _judged(view, event, view.posts[post_id].best_answer, None)
        case _:
            yield from _others(view, event)


def _named_by_an_edit(view: View, event: ev.Event, id_: str, now: str, added: tuple[str, ...]) -> Iterator[Act]:
    """Yield whom the new words name and none of the old ones did: a mention like any other, once (rd 55)."""
    item = view.posts[id_] if id_ in view.posts else view.comments[id_]
    old = [item.text, *(revision.text for revision in view.revisions(id_))]
    for name in added:
        if not any(f"@[{name}]" in words for words in old):
            yield _said("mentioned", event, attrs.evolve(item, text=now), name)


def _posted(view: View, event: ev.Posted) -> Iterator[Act]:
    post = event.post
    if post.author is not None and not post.is_tracked:
        yield _said("posted", event, post, post.author)
    if post.original in view.posts:
        original = view.posts[post.original or ""]
        share = _said("shared", event, post, post.author)
        yield attrs.evolve(share, object=original.id, author=original.author, creator=original.author)
    yield from (_said("mentioned", event, post, name) for name in post.mentions)
    if post.question is not None:
        yield _said("asked", event, post, post.author)


def _said(word: str, event: ev.Event, item: Post | Comment | Idea, owner: str | None) -> Act:
    """Return an act about something that somebody wrote."""
    return Act(
        word=word,
        owner=owner,
        actor=event.by,
        author=item.author,
        creator=item.author,
        thing=item.id,
        object=item.id,
        after=_written(item),
        at=event.at,
    )


def _written(item: Post | Comment | Idea) -> Record:
    """Return what rules read of it: where a post or comment stands and its text, how far an idea has come."""
    if isinstance(item, Idea):
        return _thing(item.id, "idea", item.author, item.at, {"status": item.status})
    kind, where = ("post", item.to) if isinstance(item, Post) else ("comment", item.post)
    return _thing(item.id, kind, item.author, item.at, {"text": item.text, "to": where})


def _thing(id_: str, kind: str, owner: str | None, made: dt.datetime, fields: Mapping[str, Any]) -> Record:
    return Record(
        id=id_, type=kind, owner=owner or "", creator=owner, fields=dict(fields), created_at=made, updated_at=made
    )


def _judged(view: View, event: ev.Event, former: str | None, chosen: str | None) -> Iterator[Act]:
    for word in ("best_answer_given", "best_answer_received"):
        for name, best in ((former, False), (chosen, True)):
            if name in view.comments:
                answer = view.comments[name or ""]
                act = _said(word, event, answer, event.by if word == "best_answer_given" else answer.author)
                before, after = (attrs.evolve(act.after, fields={"best": so}) for so in (not best, best))
                yield attrs.evolve(act, before=before, after=after)


def _others(view: View, event: ev.Event) -> Iterator[Act]:
    match event:
        case ev.Endorsed(user=user, skill=skill):
            yield attrs.evolve(_of(view, "endorsed", event, user, user), object=skill)
        case ev.Thanked(thanks=thanks):
            for user in thanks.users:
                act = _of(view, "thanked", event, user, thanks.id)
                yield attrs.evolve(act, author=thanks.giver, creator=thanks.giver)
        case ev.ActivityLogged(activity=activity) if activity.done is not None:
            yield attrs.evolve(_of(view, "activity_completed", event, activity.user, activity.id), actor=event.by)
        case ev.ActivityCompleted(id=id_):
            yield _of(view, "activity_completed", event, view.activities[id_].user, id_)
        case ev.LoggedIn(user=user):
            yield _of(view, "login_day", event, user, user)
        case ev.PointsAwarded(entry=entry):
            yield from _by_hand(view, event, entry)
        case _:
            yield from _ideas(view, event)


def _ideas(view: View, event: ev.Event) -> Iterator[Act]:
    match event:
        case ev.IdeaPosted(idea=idea):
            yield _said("idea_posted", event, idea, idea.author)
        case ev.IdeaVoted(idea=id_, user=user):
            yield _said("idea_voted", event, view.ideas[id_], user)
        case ev.IdeaStatusSet(idea=id_, status=status):
            act = _said("idea_implemented", event, view.ideas[id_], view.ideas[id_].author)
            yield attrs.evolve(act, before=act.after, after=attrs.evolve(act.after, fields={"status": status}))
        case _:
            pass


def _of(view: View, word: str, event: ev.Event, user: str, thing: str) -> Act:
    made = view.users[user].added_at
    fields = {"stands": True}
    return Act(
        word=word,
        owner=user,
        actor=event.by,
        author=user,
        creator=user,
        thing=thing,
        object=thing,
        after=_thing(thing, "user", user, made, fields),
        at=event.at,
    )


def _by_hand(view: View, event: ev.Event, entry: Entry) -> Iterator[Act]:
    if entry.kind == "manual":
        yield _of(view, "manual", event, entry.user, entry.id)
    elif entry.reverses in view.entries and view.entries[entry.reverses or ""].kind == "manual":
        act = _of(view, "manual", event, entry.user, entry.reverses or "")
        yield attrs.evolve(act, before=act.after, after=attrs.evolve(act.after, fields={"stands": False}))


# When it counts


def turned(view: View, act: Act, when: str, measure: str = "valid", threshold: Fraction = Fraction(1)) -> bool | None:
    """Tell whether what a trigger waits for began with an act, or ended; None for neither (S 2.2 (1)).

    Cost: O(fields).
    """
    word, _, argument = when.rstrip(")").partition("(")
    if word != act.word:
        return None
    if word == "updated":
        was, is_ = (getattr(each, "fields", {}).get(argument) for each in (act.before, act.after))
        if argument == "owner":
            was, is_ = getattr(act.before, "owner", None), act.after.owner
        return True if was != is_ else None
    if word not in STATES:
        return True
    sides = (act.before, act.after)
    was, is_ = (each is not None and _is(view, word, argument, each, act.at, measure, threshold) for each in sides)
    return None if was == is_ else bool(is_)


def _is(
    view: View, word: str, argument: str, record: Record, at: dt.datetime, measure: str, threshold: Fraction
) -> bool:
    if word == "stage":
        held = [value for name, value in record.fields.items() if name.lower() in STAGE_FIELDS]
        return any(isinstance(value, str) and _plain(value) == _plain(argument) for value in held)
    if word in {"reached", "left"}:
        if record.type not in view.profiles:
            return False
        present, valid, all_ = completeness(view.profiles[record.type], record, at)
        is_there = all_ > 0 and Fraction(valid if measure == "valid" else present, all_) >= threshold
        return is_there if word == "reached" else not is_there
    return any(record.fields.get(name) == value for name, value in _MARKS[word])


_MARKS: Final[Mapping[str, tuple[tuple[str, object], ...]]] = {
    "best_answer_given": (("best", True),),
    "best_answer_received": (("best", True),),
    "idea_implemented": (("status", "implemented"),),
    "manual": (("stands", True),),
}


def _plain(text: str) -> str:
    return "_".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())


class Diary:
    """What everybody did, act by act, as badges count it: distinct objects, each with what it stands by."""

    def __init__(self) -> None:
        """Start on an empty page."""
        self._pages: dict[tuple[str, str], dict[tuple[str, ...], str]] = {}

    def tell(self, view: View, event: ev.Event) -> None:
        """Write down what an event is; the view is the world before it. Cost: O(fields)."""
        for act in acts(view, event):
            for name in self._names(act):
                now = turned(view, act, name)
                if now is False:
                    for (word, _), page in self._pages.items():
                        if word == name:
                            for key in [key for key, thing in page.items() if thing == act.thing]:
                                del page[key]
                elif now is True:
                    self._write(view, act, name)

    @staticmethod
    def _names(act: Act) -> list[str]:
        """Return the triggers an act may pull, with what stands in their brackets."""
        sides = [each for each in (act.before, act.after) if each is not None]
        if act.word == "updated":
            return [
                f"updated({name})" for name in dict.fromkeys(("owner", *(n for each in sides for n in each.fields)))
            ]
        if act.word == "stage":
            held = [v for each in sides for n, v in each.fields.items() if n.lower() in STAGE_FIELDS]
            return [f"stage({text})" for text in dict.fromkeys(_plain(v) for v in held if isinstance(v, str))]
        return [act.word]

    def _write(self, view: View, act: Act, name: str) -> None:
        whose = {"created": act.creator, "updated": act.actor, "deleted": act.actor}.get(act.word, act.owner)
        if whose in view.users and not act.is_own(whose or "", "owner"):
            distinct = (act.object, act.actor)
            if act.word in {"created", "updated", "deleted", *STATES}:
                distinct = (act.thing, "")
            if act.word == "login_day":
                distinct = (act.at.astimezone(dt.UTC).date().isoformat(), "")
            self._pages.setdefault((name, whose or ""), {})[distinct] = "" if act.word in LASTING else act.thing

    def things(self, when: str, user: str) -> list[str]:
        """Return what somebody's distinct acts stand by, empty where by nothing. Cost: O(acts)."""
        word, _, argument = when.rstrip(")").partition("(")
        name = f"stage({_plain(argument)})" if word == "stage" else when
        return list(self._pages.get((name, user), {}).values())
