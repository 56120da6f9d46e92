"""What events about posts that stand already do to the store: edits, votes, best answers, closing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from collabcore import events as e
from collabcore._store.fold.table import on
from collabcore._store.fold.talk import put, sources_of
from collabcore.model import Revision

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__: list[str] = []


@on(e.Edited)
def edited(store: Store, event: e.Edited) -> None:
    """What it said before is kept; whom it mentions is read anew."""
    comment = store.comments.get(event.id)
    item = comment or store.posts[event.id]
    post = item.id if comment is None else comment.post
    kept = store.revisions_of.setdefault(item.id, [])
    kept.append(Revision(text=item.text, by=event.by, at=event.at))
    before = sources_of(store, store.posts[post])
    if comment is None:
        put(store, attrs.evolve(store.posts[post], text=event.text, mentions=event.mentions))
    else:
        store.comments[comment.id] = attrs.evolve(comment, text=event.text, mentions=event.mentions)
    _resource(store, post, before, sources_of(store, store.posts[post]))


def _resource(store: Store, post: str, before: Sequence[str], after: Sequence[str]) -> None:
    for source in before:
        if source not in after:
            store.timelines.drop_source(post, source)
    for source in after:
        store.timelines.add_source(post, source)


@on(e.Voted)
def voted(store: Store, event: e.Voted) -> None:
    """One choice a voter: a later one takes the place of the earlier."""
    store.ballots_of.setdefault(event.post, {})[event.user] = event.choice


@on(e.BestAnswerChosen)
def best_answer_chosen(store: Store, event: e.BestAnswerChosen) -> None:
    """One best answer a question."""
    put(store, attrs.evolve(store.posts[event.post], best_answer=event.comment))


@on(e.BestAnswerCleared)
def best_answer_cleared(store: Store, event: e.BestAnswerCleared) -> None:
    """Or none."""
    put(store, attrs.evolve(store.posts[event.post], best_answer=None))


@on(e.PostClosed)
def post_closed(store: Store, event: e.PostClosed) -> None:
    """The judgments read it."""
    put(store, attrs.evolve(store.posts[event.id], closed=True))


@on(e.PostReopened)
def post_reopened(store: Store, event: e.PostReopened) -> None:
    """And read it again."""
    put(store, attrs.evolve(store.posts[event.id], closed=False))
