"""A channel manager's view: the partners whose accounts a branch of roles owns, and how each of them does.

Rule 1: nothing is counted here that adoption, completeness or the ledger count elsewhere: this puts them side by side.
Rule 2: a partner's people are the users of the account; a partner is looked after by the owner of the account.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

import attrs

from collabcore import display, totals
from collabcore.adoption.deals import in_units
from collabcore.adoption.history import History, told
from collabcore.adoption.population import Kpi
from collabcore.adoption.report import Report, Window, report
from collabcore.completeness import Summary
from collabcore.errors import not_found
from collabcore.events import Event
from collabcore.model import Record
from collabcore.view import View

__all__ = ["ChannelReport", "Partner", "channel"]

_DAY: Final = dt.timedelta(days=1)
_HOUR: Final = dt.timedelta(hours=1)
_HEAD: Final = ("partner", "manager", "people", "active", "leads", "days old", "hours to accept", "complete", "points")


@attrs.frozen(kw_only=True)
class Partner:
    """One partner in a window of dates.

    Attributes:
        account: The account.
        manager: Its owner, who looks after the partner.
        people: The users of the account, oldest first.
        use: Every figure of adoption, of these people.
        leads: Leads that are theirs at the end of the window and not converted.
        lead_age: Their days since they were made, added up, out of how many.
        acceptance: Hours that leads had lain where one of these people took them from in the window, out of how many.
        points: What the ledger awarded to these people for their rank in the window.
        completeness: The scores of the records they own, as they are now; None when none has a score.
    """

    account: str
    manager: str
    people: tuple[str, ...]
    use: Report
    leads: Kpi
    lead_age: Kpi
    acceptance: Kpi
    points: Kpi
    completeness: Summary | None

    def row(self) -> tuple[str, ...]:
        """Return it as a line of a table. Cost: O(1)."""
        complete = None if self.completeness is None else self.completeness.micro
        return (
            self.account,
            self.manager,
            str(len(self.people)),
            str(self.use["mau"].num),
            str(self.leads.num),
            _short(self.lead_age.value),
            _short(self.acceptance.value),
            "–" if complete is None else f"{float(100 * complete):.1f} %",
            str(self.points.num),
        )


def _short(value: Fraction | None) -> str:
    return "–" if value is None else f"{float(value):.1f}"


@attrs.frozen(repr=False)
class ChannelReport(display.Tabled[Partner]):
    """The partners of a territory by their accounts, oldest first; a table in a terminal and in a notebook."""

    title: str

    def table(self) -> display.Table:
        """Return the report as a table: a line for each partner. Cost: O(partners)."""
        return display.Table(self.title, _HEAD, [partner.row() for partner in self.values()])


def channel(
    view: View, events: Iterable[Event], role: str, since: dt.date | str, until: dt.date | str, now: dt.datetime
) -> ChannelReport:
    """Return how the partners do whose accounts are owned by people in a role or below it.

    Who owns what, and who is whose partner, is as it stands now; what was done is what the journal tells of the window.

    Cost: O(events + records + partners x figures x actions).

    Raises:
        NotFoundError: There is no such role.
        InvalidError: A date that is none, or a window that ends before it starts.
    """
    if role not in view.roles:
        raise not_found(role)
    window = Window.of(since, until, zoneinfo.ZoneInfo(view.settings.zone))
    history = told(events, window.end)
    scores = totals.completeness_by(view, "account", now)
    found = {
        account.id: _partner(view, history, window, account, scores.get(account.id), now)
        for account in _accounts(view, role)
    }
    return ChannelReport(found, f"partners below {role}, from {window.first} to {window.last - _DAY}")


def _accounts(view: View, role: str) -> Iterator[Record]:
    """Yield the partner accounts that people in a role or below it own."""
    branch = {role, *view.inferiors(role)}
    for record in view.records.values():
        owner = view.users.get(record.owner)
        if record.partner and owner is not None and owner.role in branch:
            yield record


def _partner(
    view: View, history: History, window: Window, account: Record, scores: Summary | None, now: dt.datetime
) -> Partner:
    people = tuple(user.id for user in view.users.values() if user.account == account.id)
    use = report(view, history, window, people, f"partner {account.id}", now)

    def kpi(num: Fraction | int, den: Fraction | int = 1) -> Kpi:
        return Kpi(num=num, den=den, window=use["penetration"].window, population=len(people))

    leads = [
        lead
        for lead in history.records.values()
        if lead.type == "lead" and lead.owner in people and lead.id not in history.traces.converted
    ]
    taken = [
        waited for at, user, waited in history.traces.accepted if user in people and window.start <= at < window.end
    ]
    entries = (view.entries[entry] for user in people for entry in view.ledger(user))
    earned = sum(e.points for e in entries if e.purse != "spend" and window.start <= e.effective_at < window.end)
    return Partner(
        account=account.id,
        manager=account.owner,
        people=people,
        use=use,
        leads=kpi(len(leads)),
        lead_age=kpi(sum((in_units(window.end - lead.created_at, _DAY) for lead in leads), Fraction(0)), len(leads)),
        acceptance=kpi(sum((in_units(waited, _HOUR) for waited in taken), Fraction(0)), len(taken)),
        points=kpi(earned),
        completeness=scores,
    )
