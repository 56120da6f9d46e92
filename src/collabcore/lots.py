"""What somebody can spend: points in lots, each with its end, spent in the order in which they would expire.

Rule 1: a purse is a fold over the person's ledger, in order; nothing in it is kept that the ledger does not say.
Rule 2: whoever spends takes from the lot that expires first; what a redemption took is remembered, lot by lot,
and goes back there when it is cancelled.
Rule 3: what is taken back is taken from its own lot, then from the others, but for what expired there unspent; what is
not there any more is owed, and the next points pay for it. So a balance is below zero only by what was taken back
after it was spent.
Rule 4: from the instant a lot expires it is worth nothing, without anybody's doing (SCORING 2.6, READINGS 76, 87).
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator

import attrs

from collabcore.model import Entry, Loss, Lot, SpendPurse
from collabcore.shapes import frozen_mapping

__all__ = ["balance", "expiries", "folded", "put", "settled", "statement"]


def balance(purse: SpendPurse, at: dt.datetime) -> int:
    """Return what a purse is worth at a moment.

    Cost: O(lots).

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> purse = SpendPurse(lots=(Lot("e1", 10, noon), Lot("e2", 5)))
    >>> balance(purse, noon - dt.timedelta(seconds=1)), balance(purse, noon)
    (15, 5)
    """
    return sum(lot.left for lot in purse.lots if not _is_over(lot, at)) - purse.debt


def _is_over(lot: Lot, at: dt.datetime) -> bool:
    return lot.expires is not None and lot.expires <= at


def folded(entries: Iterable[Entry]) -> SpendPurse:
    """Return somebody's purse by the whole ledger of theirs, oldest entry first.

    Cost: O(entries x lots).

    >>> folded([])
    SpendPurse()
    """
    purse = SpendPurse()
    for entry in entries:
        purse = put(purse, entry)
    return purse


def settled(purse: SpendPurse, at: dt.datetime) -> SpendPurse:
    """Return a purse with what has expired by a moment taken out and noted.

    Cost: O(lots).

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> settled(SpendPurse(lots=(Lot("e1", 10, noon),)), noon).losses
    (Loss(lot='e1', points=10, at='2026-01-05T12:00:00Z'),)
    """
    over = [lot for lot in itertools.takewhile(lambda lot: _is_over(lot, at), purse.lots) if lot.left]
    if not over:
        return purse
    losses = tuple(Loss(lot.id, lot.left, lot.expires) for lot in over if lot.expires is not None)
    kept = tuple(attrs.evolve(lot, left=0) if lot in over else lot for lot in purse.lots)
    return attrs.evolve(purse, lots=kept, losses=(*purse.losses, *losses))


def put(purse: SpendPurse, entry: Entry) -> SpendPurse:
    """Return a purse after one more line of the ledger.

    Cost: O(lots).

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> earned = Entry(id="e1", user="ana", points=100, effective_at=noon)
    >>> spent = Entry(id="e2", user="ana", points=-60, kind="redeem", purse="spend", effective_at=noon)
    >>> put(put(SpendPurse(), earned), spent).lots
    (Lot(id='e1', left=40),)
    """
    if entry.purse == "rank" or not entry.points:
        return purse
    before = settled(purse, entry.known_at)
    if entry.kind == "refund" and entry.reverses is not None and entry.reverses in before.taken:
        return _refunded(before, entry.reverses, entry.known_at)
    if entry.points > 0:
        return _paid_off(_with_lot(before, Lot(entry.id, entry.points, entry.expires)))
    return _without(before, entry)


def _with_lot(purse: SpendPurse, new: Lot) -> SpendPurse:
    """Add a lot behind those that expire no later; mostly it is the last."""
    place = len(purse.lots)
    while place and not _expires_no_later(purse.lots[place - 1], new):
        place -= 1
    return attrs.evolve(purse, lots=(*purse.lots[:place], new, *purse.lots[place:]))


def _expires_no_later(lot: Lot, new: Lot) -> bool:
    return new.expires is None or (lot.expires is not None and lot.expires <= new.expires)


def _without(purse: SpendPurse, entry: Entry) -> SpendPurse:
    """Take points: from its own lot first what is taken back, and from the first to expire what is left to take.

    What expired of the lot unspent is gone already: it is not taken a second time.
    """
    own = tuple(lot for lot in purse.lots if lot.id == entry.reverses)
    first, missing = _take(own, -entry.points)
    lost = min(missing, sum(loss.points for loss in purse.losses if loss.lot == entry.reverses))
    losses = (*purse.losses, Loss(entry.reverses, -lost, entry.known_at)) if lost and entry.reverses else purse.losses
    rest, missing = _take(_less(purse.lots, first), missing - lost)
    lots = _less(_less(purse.lots, first), rest)
    taken = {**purse.taken, entry.id: (*first, *rest)} if entry.kind == "redeem" else purse.taken
    return attrs.evolve(purse, lots=lots, losses=losses, taken=frozen_mapping(taken), debt=purse.debt + missing)


def _take(lots: Iterable[Lot], wanted: int) -> tuple[tuple[Lot, ...], int]:
    """Return what to take from which lots, in their order, and how much is missing."""
    taken = []
    for lot in lots:
        part = min(lot.left, wanted)
        if part:
            taken.append(attrs.evolve(lot, left=part))
            wanted -= part
    return tuple(taken), wanted


def _less(lots: tuple[Lot, ...], taken: Iterable[Lot]) -> tuple[Lot, ...]:
    parts = {lot.id: lot.left for lot in taken}
    return tuple(attrs.evolve(lot, left=lot.left - parts[lot.id]) if lot.id in parts else lot for lot in lots)


def _refunded(purse: SpendPurse, redemption: str, at: dt.datetime) -> SpendPurse:
    """Put what a redemption took back where it came from; what has expired meanwhile is gone."""
    back = {lot.id: lot for lot in purse.taken[redemption]}
    over = tuple(lot for lot in back.values() if _is_over(lot, at))
    losses = (*purse.losses, *(Loss(lot.id, lot.left, at) for lot in over))
    lots = tuple(
        attrs.evolve(lot, left=lot.left + back[lot.id].left) if lot.id in back and not _is_over(lot, at) else lot
        for lot in purse.lots
    )
    left = {entry: taken for entry, taken in purse.taken.items() if entry != redemption}
    return _paid_off(attrs.evolve(purse, lots=lots, losses=losses, taken=frozen_mapping(left)))


def _paid_off(purse: SpendPurse) -> SpendPurse:
    """Pay what is owed with what there is."""
    if not purse.debt:
        return purse
    paid, missing = _take(purse.lots, purse.debt)
    return attrs.evolve(purse, lots=_less(purse.lots, paid), debt=missing) if paid else purse


def expiries(purse: SpendPurse, user: str, at: dt.datetime) -> Iterator[Entry]:
    """Yield the lines that expiry adds to somebody's ledger by a moment: nobody wrote them, so their ids are derived.

    Cost: O(lots + losses).

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> [(line.id, line.points) for line in expiries(SpendPurse(lots=(Lot("e1", 10, noon),)), "ana", noon)]
    [('e1/expired/1', -10)]
    """
    seen: dict[str, int] = {}
    for loss in settled(purse, at).losses:
        seen[loss.lot] = seen.get(loss.lot, 0) + 1
        yield Entry(
            id=f"{loss.lot}/expired/{seen[loss.lot]}",
            user=user,
            points=-loss.points,
            kind="expire",
            purse="spend",
            reverses=loss.lot,
            alert=False,
            effective_at=loss.at,
        )


def statement(entries: Iterable[Entry], purse: SpendPurse, user: str, at: dt.datetime) -> tuple[Entry, ...]:
    """Return somebody's ledger with the lines that expiry adds by a moment, each where it fell due.

    Cost: O(entries log entries).

    >>> statement([], SpendPurse(), "ana", dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
    ()
    """
    lines = [*expiries(purse, user, at), *entries]
    return tuple(sorted(lines, key=lambda line: line.known_at))
