"""What this library is tested with, for those who test their own against it.

`strategies` draws worlds and commands, `reference` is the naive twin, `restatement` the rules said a second time,
`compare` asks everything that can be asked, `machine` walks an engine step by step beside its twin,
and `scenarios` runs stories written as plain JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from collabcore import model

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__: list[str] = []

_VALUES = {
    model.User: "users",
    model.Role: "roles",
    model.Group: "groups",
    model.Record: "records",
    model.Post: "posts",
}


def _register() -> None:
    """Let `st.from_type` know our values; Hypothesis calls this by entry point when it is imported.

    The strategies themselves are imported when first drawn from: importing them here would go round in a circle
    for whoever imports them before Hypothesis.
    """
    from hypothesis import strategies as st  # noqa: PLC0415

    for kind, name in _VALUES.items():
        st.register_type_strategy(kind, _strategy(name))


def _strategy(name: str) -> Callable[[type], SearchStrategy[Any]]:
    def late(_kind: type) -> SearchStrategy[Any]:
        from collabcore.testing import strategies  # noqa: PLC0415

        return getattr(strategies, name)()  # type: ignore[no-any-return]

    return late
