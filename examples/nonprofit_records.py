"""A non-profit's records in the engine: who owns what, how complete it is, and points for completing it.

    python examples/nonprofit_records.py PATH

PATH is a folder of tables, one CSV file each (plain or with `.gz` at the end), as in the sample data of
Salesforce's Nonprofit Success Pack: `Account`, `Contact` and `Opportunity`.
The folder above one named `npsp-1k` will do as well.

How the data become records:

* A row is a record named by its table and its `id`: `contact-17`. Its fields are the row's, untouched.
* The tables name no owners. Six invented fundraisers get the rows in turn, round and round;
  a director stands above them.
* A column such as `account_id` refers to a row of another table. The engine does not follow such references;
  those that lead nowhere are counted and named, and loaded like the others.
* What a complete record of each table has is declared in `PROFILES`.

What to look at, if you came to learn the engine: `PROFILES` for completeness, `load` for records,
`print_quality` for scores, `print_missing` for what a person is shown, `complete_some` for points.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gzip
import io
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final, TypeAlias

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.commands import Command
from collabcore.model import Criterion, FieldSpec, Record
from collabcore.scoring import Completeness, macro, micro, shown

Row: TypeAlias = Mapping[str, str]
Tables: TypeAlias = Mapping[str, Sequence[Row]]
Scores: TypeAlias = Mapping[str, Completeness]

START: Final = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
NEXT_DAY: Final = START + dt.timedelta(days=1)
DIRECTOR: Final = "director"
FUNDRAISERS: Final = tuple(f"fundraiser-{number}" for number in range(1, 7))
FILES: Final = {"account": "Account", "contact": "Contact", "opportunity": "Opportunity"}
LOOKUPS: Final = {
    ("contact", "account_id"): "account",
    ("contact", "primary_affiliation__c"): "account",
    ("opportunity", "account_id"): "account",
    ("opportunity", "primary_contact__c"): "contact",
}
"""Which column of which table refers to the `id` of which other table."""

ROW_NUMBERS: Final = tuple(digit * times for digit in "123456789" for times in (3, 4, 5))
"""Three and more of one character look made up, but not where a field holds the number of a row."""

HOUSEHOLD: Final = (Criterion("npe01__SYSTEM_AccountType__c", "equals", "Household Account"),)
IN_AMERICA: Final = (*HOUSEHOLD, Criterion("BillingCountry", "equals", "United States"))
PROFILES: Final[Mapping[str, tuple[FieldSpec, ...]]] = {
    "account": (
        FieldSpec("Name"),
        FieldSpec("BillingStreet", applies_when=HOUSEHOLD),
        FieldSpec("BillingCity", applies_when=HOUSEHOLD),
        FieldSpec("BillingCountry", applies_when=HOUSEHOLD),
        FieldSpec("BillingState", applies_when=IN_AMERICA),
        FieldSpec("BillingPostalCode", check="postal_code", applies_when=IN_AMERICA),
    ),
    "contact": (
        FieldSpec("Email", 3, "email"),
        FieldSpec("Phone", 2, "phone"),
        FieldSpec("Title"),
        FieldSpec("Salutation"),
        FieldSpec("FirstName"),
        FieldSpec("LastName"),
        FieldSpec("account_id", placeholders_allowed=ROW_NUMBERS),
        FieldSpec("primary_affiliation__c", placeholders_allowed=ROW_NUMBERS),
    ),
    "opportunity": (
        FieldSpec("name"),
        FieldSpec("amount"),
        FieldSpec("stage_name"),
        FieldSpec("close_date"),
        FieldSpec("primary_contact__c", 2, placeholders_allowed=ROW_NUMBERS),
        FieldSpec("campaign_id"),
    ),
}
"""What a complete record of each table has: fields, weights, checks, and when a field counts at all."""

ANSWERS: Final = {
    "Email": "asked@example.org",
    "Phone": "+1 555 010 0199",
    "Title": "Volunteer",
    "Salutation": "Mx",
}
"""What the fundraisers find out when they ask: invented."""


# Reading


def read_tables(folder: Path) -> Tables:
    """Read every table the folder has to have.

    Raises:
        FileNotFoundError: One of them is not there.
    """
    inner = folder / "npsp-1k"
    return {kind: read_csv(inner if inner.is_dir() else folder, name) for kind, name in FILES.items()}


def read_csv(folder: Path, name: str) -> list[Row]:
    """Read the rows of a table, compressed or not.

    Raises:
        FileNotFoundError: There is neither `name.csv` nor `name.csv.gz`.
    """
    packed = folder / f"{name}.csv.gz"
    raw = gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / f"{name}.csv").read_bytes()
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))


def dangling(tables: Tables) -> Iterator[tuple[str, str, str, str]]:
    """Yield every reference that leads nowhere: table, row, column and what it says."""
    for (kind, column), target in LOOKUPS.items():
        there = {row["id"] for row in tables[target]}
        for row in tables[kind]:
            if row[column] and row[column] not in there:
                yield kind, row["id"], column, row[column]


# Loading


def load(tables: Tables) -> Engine:
    """Return an engine with staff, profiles and one record for every row, all or none."""
    engine = Engine(clock=lambda: START)
    engine.apply_all([*add_staff(), *declare_profiles(), *add_records(tables)])
    return engine


def add_staff() -> Iterator[Command]:
    """Yield the fundraisers, and above them the director, who therefore sees all they own."""
    yield c.AddRole(by=HOST, id="head")
    yield c.AddRole(by=HOST, id="fundraising", parent="head")
    yield c.AddUser(by=HOST, id=DIRECTOR, role="head")
    for fundraiser in FUNDRAISERS:
        yield c.AddUser(by=HOST, id=fundraiser, role="fundraising", manager=DIRECTOR)


def declare_profiles() -> Iterator[Command]:
    """Yield what completeness means for each type."""
    for kind, fields in PROFILES.items():
        yield c.SetCompleteness(by=HOST, type=kind, fields=fields)


def add_records(tables: Tables) -> Iterator[Command]:
    """Yield a record for every row, the fundraisers owning them in turn."""
    for kind, rows in tables.items():
        for row, owner in zip(rows, itertools.cycle(FUNDRAISERS), strict=False):
            yield c.AddRecord(by=HOST, id=f"{kind}-{row['id']}", type=kind, owner=owner, fields=row)


# Completing


def open_contest(engine: Engine) -> None:
    """Let a contact that becomes complete within three days pay its owner ten points.

    Only now that everything is loaded: a rule pays for what happens after it was declared.
    """
    young = Criterion("created_at", "younger_than_days", 3)
    rule = c.AddPointsRule(by=HOST, id="complete", points=10, when="reached", type="contact", where=(young,))
    engine.apply(rule)


def complete_some(engine: Engine) -> list[str]:
    """Let every fundraiser complete some contacts, each one fewer than the one before; return which."""
    completed = []
    for number, fundraiser in enumerate(FUNDRAISERS):
        own = (record for record in records_of(engine, "contact") if record.owner == fundraiser)
        askable = (record for record in own if is_askable(engine, record))
        for record in itertools.islice(askable, len(FUNDRAISERS) - number):
            found = {name: ANSWERS[name] for name in engine.viewer(fundraiser).missing(record.id)}
            engine.apply(c.UpdateRecord(by=fundraiser, id=record.id, fields=found, at=NEXT_DAY))
            completed.append(record.id)
    return completed


def is_askable(engine: Engine, record: Record) -> bool:
    """Tell whether something is missing, and only blanks that can be asked for: nothing is overwritten."""
    missing = engine.viewer(record.owner).missing(record.id)
    return bool(missing) and all(name in ANSWERS and not record.fields[name] for name in missing)


def records_of(engine: Engine, kind: str) -> Iterator[Record]:
    """Yield the records of a type, oldest first."""
    return (record for record in engine.view.records.values() if record.type == kind)


def scores_of(engine: Engine, kind: str) -> dict[str, Completeness]:
    """Return the score of every record of a type that has one."""
    scores = {record.id: engine.completeness(record.id) for record in records_of(engine, kind)}
    return {record: score for record, score in scores.items() if score is not None}


# Telling


def print_references(tables: Tables) -> None:
    """Print how many references there are, and which lead nowhere."""
    lost = list(dangling(tables))
    print("\nReferences")
    for (kind, column), target in LOOKUPS.items():
        given = sum(bool(row[column]) for row in tables[kind])
        nowhere = sum((kind, column) == (other, name) for other, _, name, _ in lost)
        print(f"  {kind}.{column} to {target}: {given:,} given, {nowhere:,} lead nowhere")
    for kind, row, column, says in lost:
        print(f"  {kind}-{row} has {column} `{says}`, which is not there")


def print_quality(engine: Engine) -> None:
    """Print how complete everything is, by type, and by owner.

    *micro* is the share of all fields, by weight; *macro* the mean of the records' scores.
    They are the same where all records have the same fields.
    """
    print("\nCompleteness               records    micro    macro  complete")
    by_kind = {kind: scores_of(engine, kind).values() for kind in PROFILES}
    for kind, scores in by_kind.items():
        print_group(kind, scores)
    print_group("all together", itertools.chain.from_iterable(by_kind.values()))
    print("\nContacts by owner          records    micro    macro  complete")
    contacts = scores_of(engine, "contact")
    for owner in FUNDRAISERS:
        own = engine.view.owned(owner)
        print_group(owner, [score for record, score in contacts.items() if record in own])


def print_group(name: str, scores: Iterable[Completeness]) -> None:
    """Print one line of aggregates (SCORING 1.4)."""
    told = list(scores)
    whole = Fraction(sum(score.is_complete for score in told), len(told)) if told else None
    shares = "  ".join(f"{percent(share):>7}" for share in (micro(told), macro(told), whole))
    print(f"  {name:22} {len(told):9,}  {shares}")


def percent(share: Fraction | None) -> str:
    """Return an exact share for the eye; 100 only for all, and 0 only for nothing."""
    return "–" if share is None else f"{shown(share.numerator, share.denominator, 1)} %"


def print_fields(engine: Engine, kind: str) -> None:
    """Print the states of every field of a type."""
    scores = scores_of(engine, kind).values()
    print(f"\nFields of {kind}s             valid  invalid  placeholder    blank  not applicable")
    for place, spec in enumerate(PROFILES[kind]):
        states = Counter(score.states[place] for score in scores)
        real = f"{states['valid']:7,}  {states['invalid']:7,}"
        unreal = f"{states['placeholder']:11,}  {states['blank']:7,}"
        print(f"  {spec.name:28} {real}  {unreal}  {states['not_applicable']:14,}")


def print_missing(engine: Engine, kind: str, top: int = 5) -> None:
    """Print the least complete records as their owners see them: what is missing, the greatest gain first."""
    scores = scores_of(engine, kind)
    print(f"\nThe least complete {kind}s")
    for record in sorted(scores, key=lambda record: scores[record].valid or 0)[:top]:
        owner = engine.view.records[record].owner
        missing = engine.viewer(owner).missing(record)
        print(f"  {record:14} {scores[record].shown:>3} %  {owner} is asked for {', '.join(missing)}")


def print_contest(engine: Engine, completed: Sequence[str]) -> None:
    """Print who earned what, and who may read what was completed."""
    print(f"\nPoints, after {len(completed)} contacts were completed")
    for row in engine.leaderboard():
        alerts = engine.viewer(row.user).unread()
        print(f"  {row.rank}. {row.user:14} {row.points:4} points, alerts: {alerts}")
    print("\nWho may look")
    for record, user in itertools.product(completed[:1], (FUNDRAISERS[0], FUNDRAISERS[1], DIRECTOR)):
        print(f"  {user} at {record}: {engine.explain_access(user, record)}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, load, tell, complete some, tell again."""
    parser = argparse.ArgumentParser(description="How complete a non-profit's records are.")
    parser.add_argument("path", type=Path, help="folder with Account.csv, Contact.csv and Opportunity.csv")
    chosen = parser.parse_args(arguments)
    try:
        tables = read_tables(chosen.path)
    except FileNotFoundError as error:
        parser.error(f"no such file: {error.filename}")
    engine = load(tables)
    print_references(tables)
    print_quality(engine)
    print_fields(engine, "contact")
    print_missing(engine, "contact")
    open_contest(engine)
    print_contest(engine, complete_some(engine))


if __name__ == "__main__":
    main()
