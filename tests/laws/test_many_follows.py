"""Feeds of whoever follows very many: what brings posts is not listed then, and asked of each post."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, event, given, settings

from collabcore import feeds, walking
from collabcore.testing.strategies import History, histories
from collabcore.view import View

KINDS = tuple(kind for kind, definition in feeds.FEEDS.items() if definition.subject is None)


def _pages(view: View) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (user, f"{kind} {order}", feeds.page(view, user, kind, sort=order, limit=limit).posts)
        for user in view.users
        for kind in KINDS
        for order in feeds.FEEDS[kind].sorts
        for limit in (3, 100)
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(max_size=15))
def test_law_04_however_many_are_followed(monkeypatch: pytest.MonkeyPatch, history: History) -> None:
    """A feed is the same whether what brings posts into it is listed, or asked of one post after the other."""
    view = history.engine.view
    with monkeypatch.context() as patch:
        patch.setattr(walking, "_MANY", 10**6)
        listed = _pages(view)
        patch.setattr(walking, "_MANY", 0)
        assert listed == _pages(view)
    event(f"{min(len(listed[0][2]), 3)} posts in the first page")
