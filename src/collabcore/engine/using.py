"""How much the system is used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from collabcore import adoption
from collabcore.adoption import By, Champion, ChannelReport, Report, Target
from collabcore.engine.core import Core

__all__ = ["UseQuestions"]


class UseQuestions(Core):
    """How much the system is used."""

    def adoption(
        self,
        since: dt.date | str,
        until: dt.date | str,
        by: By | None = None,
        *,
        follow_until: dt.date | str | None = None,
        features: Iterable[str] | None = None,
        target: Target | Mapping[str, Target] | None = None,
    ) -> Report | dict[str, Report]:
        """Return the key figures of a window of dates, of everybody or of each role, team, profile or manager's people.

        Figures come from the journal; people are grouped, and see polls, as they stand now.
        What is not over yet says so: `Report.censored`, `Kpi.censored`.

        Cost: O(events + groups x figures x actions).

        Source: SCORING 3.

        >>> from collabcore import HOST, Engine, commands as c
        >>> engine = Engine()
        >>> for name in ("ana", "bob"):
        ...     _ = engine.apply(c.AddUser(by=HOST, id=name, at="2024-03-01T09:00:00Z"))
        >>> _ = engine.apply(c.RecordLogin(by="ana", user="ana", at="2024-03-04T09:00:00Z"))
        >>> print(engine.adoption("2024-03-01", "2024-04-01")["login_rate"])
        0.5 (1 of 2)

        Args:
            since: The first date of the window, in the zone of the organisation.
            until: The date after its last.
            by: role, team, profile, manager, or user for each by themselves; everybody together when left out.
            follow_until: The date up to which those who came in the window, leads and people, are followed;
                to the end of the window when left out.
            features: The features whose use makes somebody active; any when left out.
            target: What is to be won, for the figure `coverage`; by group where people are grouped.

        Raises:
            InvalidError: A date that is none, a window that ends before it starts, an unknown grouping or feature,
                a date to follow to before the end, or a target that is not one number, or one of each group.
        """
        return adoption.adoption(
            self._store,
            self.events(),
            since,
            until,
            by,
            now=self.now(),
            follow_until=follow_until,
            features=features,
            target=target,
        )

    def champions(self, top: int = 5) -> tuple[Champion, ...]:
        """Return people at the middle of what is said: the best of each department first, then the next best.

        Cost: O(events + people x ties).

        Source: SCORING 3.
        """
        return adoption.champions(self._store, self.events(), top)

    def channel(self, role: str, since: dt.date | str, until: dt.date | str) -> ChannelReport:
        """Return how partners do, one by one: those whose accounts people in a role or below it own.

        Of each: use, leads and their age, hours until they were accepted, completeness and points.

        Cost: O(events + records + partners x figures x actions).

        Source: RULES 9, SCORING 3.

        Args:
            role: The role at the top of the territory.
            since: The first date of the window, in the zone of the organisation.
            until: The date after its last.

        Raises:
            NotFoundError: There is no such role.
            InvalidError: A date that is none, or a window that ends before it starts.
        """
        return adoption.channel(self._store, self.events(), role, since, until, self.now())
