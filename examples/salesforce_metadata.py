"""An organisation's set-up from its metadata files: roles, defaults, tracked fields and assignment rules.

    python examples/salesforce_metadata.py PATH

PATH is a folder of metadata in XML: `roles/*.role`, `objects/*.object`, `assignmentRules/*.assignmentRules`
and `sharingRules/*.sharingRules`.

How files become commands:

* A role is a role, by its developer name; parents come before those below them, in whatever order the files are.
* Sharing models are `record_visibility` (and the external ones `external_record_visibility`) by type:
  Private, Read, ReadWrite, ControlledByParent. There is no default that lets everybody hand on, so ReadWriteTransfer
  is `edit`, and said so.
* Fields whose feed history is tracked are `tracked_fields`; OwnerId is `owner`.
* An entry of assignment rules is an entry, in the order of the file; a list with commas means any of them, so `equals`
  is `in` and `notEqual` one criterion for each. Whoever is assigned to is a user, by the mail address.

What has no meaning here is reported with its file, and the rest goes on.
"""

from __future__ import annotations

import argparse
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs

from collabcore import HOST, CollabError, Engine
from collabcore import commands as c
from collabcore.commands import Command
from collabcore.model import AssignmentEntry, Criterion, Record

MODELS: Final = {
    "Private": "private",
    "Read": "read",
    "ReadWrite": "edit",
    "ReadWriteTransfer": "edit",
    "ControlledByParent": "parent",
}
OWNER: Final = "OwnerId"


@attrs.frozen
class Problem:
    """Something in a file that could not be had as it stands there, and why."""

    place: str
    words: str

    def __str__(self) -> str:
        """Return it in a line."""
        return f"{self.place}: {self.words}"


@attrs.frozen
class SetUp:
    """An organisation as its metadata say, and what of them could not be had."""

    engine: Engine = attrs.field(factory=Engine)
    problems: list[Problem] = attrs.field(factory=list)

    def take(self, place: str, command: Command) -> None:
        """Apply a command, or keep why not: the rest goes on."""
        try:
            self.engine.apply(command)
        except CollabError as refusal:
            self.problems.append(Problem(place, refusal.message))

    def note(self, place: str, words: str) -> None:
        """Keep what has no meaning here."""
        self.problems.append(Problem(place, words))


# Reading


def files(made: SetUp, folder: Path, kind: str, ending: str) -> Iterator[tuple[str, str, ET.Element]]:
    """Yield the place, the name and the content of every file of a kind, by name; what is no XML is a problem."""
    for path in sorted((folder / kind).glob(f"*.{ending}")):
        try:
            root = ET.parse(path).getroot()  # noqa: S314 - a file the user names
        except ET.ParseError as error:
            made.note(f"{kind}/{path.name}", f"no XML: {error}")
            continue
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
        yield f"{kind}/{path.name}", path.stem, root


def words(element: ET.Element, name: str) -> str:
    """Return the text of a part of an element, empty where there is none."""
    return element.findtext(name) or ""


# Building


def build(folder: Path) -> SetUp:
    """Return the organisation that a folder of metadata describes."""
    made = SetUp()
    add_roles(made, folder)
    configure(made, folder)
    add_assignment_rules(made, folder)
    for place, _, root in files(made, folder, "sharingRules", "sharingRules"):
        for rule in root.iter("sharingGuestRules"):
            made.note(place, f"`{words(rule, 'fullName')}` is for guests, and nobody is anonymous here")
    return made


def add_roles(made: SetUp, folder: Path) -> None:
    """Add every role below its parent; one whose parent is in no file is refused by the engine, and reported."""
    waiting = {
        name: (place, words(root, "parentRole") or None) for place, name, root in files(made, folder, "roles", "role")
    }
    while waiting:
        ready = [name for name, (_, parent) in waiting.items() if parent not in waiting] or list(waiting)
        for name in ready:
            place, parent = waiting.pop(name)
            made.take(place, c.AddRole(by=HOST, id=name, parent=parent))


def configure(made: SetUp, folder: Path) -> None:
    """Set what everybody may do with each type of record, and which fields are told of when they change."""
    inside: dict[str, str] = {}
    outside: dict[str, str] = {}
    tracked: dict[str, tuple[str, ...]] = {}
    for place, name, root in files(made, folder, "objects", "object"):
        kind = name.lower()
        for models, part in ((inside, "sharingModel"), (outside, "externalSharingModel")):
            model = words(root, part)
            if model in MODELS:
                models[kind] = MODELS[model]
            else:
                made.note(place, f"there is no default `{model}`")
            if model == "ReadWriteTransfer":
                made.note(place, "everybody may edit; handing on takes more than a default gives")
        fields = [
            words(field, "fullName") for field in root.iter("fields") if words(field, "trackFeedHistory") == "true"
        ]
        tracked[kind] = tuple("owner" if field == OWNER else field for field in fields)
    changes = {"record_visibility": inside, "external_record_visibility": outside, "tracked_fields": tracked}
    made.take("objects", c.Configure(by=HOST, **changes))  # type: ignore[arg-type]


def add_assignment_rules(made: SetUp, folder: Path) -> None:
    """Set the active rules of each type, and add the people they assign to.

    Where one entry cannot be had, the type gets no rules: the first match decides, and a gap would lead records astray.
    """
    for place, name, root in files(made, folder, "assignmentRules", "assignmentRules"):
        for rule in root.iter("assignmentRule"):
            if words(rule, "active") != "true":
                continue
            entries = [entry_of(made, f"{place} entry {n}", found) for n, found in enumerate(rule.iter("ruleEntry"), 1)]
            whole = tuple(entry for entry in entries if entry is not None)
            if len(whole) == len(entries):
                made.take(place, c.SetAssignmentRules(by=HOST, type=name.lower(), entries=whole))
            else:
                made.note(place, f"no rules for `{name.lower()}`: without every entry, others would get its records")


def entry_of(made: SetUp, place: str, found: ET.Element) -> AssignmentEntry | None:
    """Return an entry; None where a part of it has no meaning here."""
    strange = [f"`{part}` `{text}`" for part in ("booleanFilter",) if (text := words(found, part))]
    if words(found, "assignedToType") not in ("", "User"):
        strange.append(f"assigned to a `{words(found, 'assignedToType')}`")
    criteria: list[Criterion] = []
    for item in found.iter("criteriaItems"):
        meant = list(criteria_of(item))
        if not meant:
            strange.append(f"operation `{words(item, 'operation')}`")
        criteria += meant
    if strange:
        made.note(place, f"without meaning here: {', '.join(strange)}")
        return None
    target = words(found, "assignedTo")
    if target not in made.engine.view.users:
        made.take(place, c.AddUser(by=HOST, id=target, name=target))
    return AssignmentEntry(where=tuple(criteria), to=target)


def criteria_of(item: ET.Element) -> Iterator[Criterion]:
    """Yield what a criterion means; nothing when it is unknown."""
    field, values = words(item, "field"), tuple(words(item, "value").split(","))
    match words(item, "operation"):
        case "equals":
            yield Criterion(field=field, operator="in", value=values)
        case "notEqual":
            for value in values:
                yield Criterion(field=field, operator="not_equals", value=value)
        case "contains" if len(values) == 1:
            yield Criterion(field=field, operator="contains", value=values[0])
        case _:
            return


# Telling


def route(engine: Engine, record: str, kind: str, fields: Mapping[str, str]) -> Record:
    """Add a record and assign it by the rules."""
    engine.apply(c.AddRecord(by=HOST, id=record, type=kind, owner=next(iter(engine.view.users)), fields=fields))
    engine.apply(c.Assign(by=HOST, record=record))
    return engine.view.records[record]


EXAMPLES: Final[Sequence[tuple[str, Mapping[str, str]]]] = (
    ("lead", {"Lead.Country": "USA"}),
    ("lead", {"Lead.Country": "France"}),
    ("case", {"Account.BillingCountry": "US", "Account.SLA__c": "Gold", "Account.Type": "Customer - Direct"}),
    ("case", {"Account.BillingCountry": "France", "Account.SLA__c": "Bronze", "Account.Type": "Customer - Channel"}),
    ("case", {"Account.Type": "Technology Partner"}),
    ("case", {"Account.Type": "Prospect"}),
)
"""A few records, and by what they are told apart."""


def print_roles(engine: Engine, parent: str | None = None, depth: int = 1) -> None:
    """Print the tree of roles."""
    for role in engine.view.roles.values():
        if role.parent == parent:
            print(f"{'  ' * depth}{role.id}")
            print_roles(engine, role.id, depth + 1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, build, tell."""
    parser = argparse.ArgumentParser(description="An organisation from its metadata files.")
    parser.add_argument("path", type=Path, help="folder with roles/, objects/, assignmentRules/, sharingRules/")
    chosen = parser.parse_args(arguments)
    if not (chosen.path / "roles").is_dir():
        parser.error(f"no such folder: {chosen.path / 'roles'}")
    made = build(chosen.path)
    engine, settings = made.engine, made.engine.view.settings
    print(f"{len(engine.view.roles)} roles")
    print_roles(engine)
    print("\nBy default, inside / outside, and what is told when it changes")
    for kind, level in settings.record_visibility.items():
        outside = settings.external_record_visibility[kind]
        print(f"  {kind:12} {level:8} / {outside:8}  {', '.join(settings.tracked_fields[kind])}")
    print("\nWhere records go")
    for number, (kind, fields) in enumerate(EXAMPLES, 1):
        route(engine, f"r{number}", kind, fields)
        print(f"  {kind}: {', '.join(f'{name} = {value}' for name, value in fields.items())}")
        for line in engine.explain_assignment(f"r{number}").because:
            print(f"    {line}")
    print("\nWithout meaning here")
    for problem in made.problems:
        print(f"  {problem}")


if __name__ == "__main__":
    main()
