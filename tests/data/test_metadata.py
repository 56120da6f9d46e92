"""An organisation set up from published metadata: its tree, its defaults, and where every kind of case goes."""

import itertools
import re

import pytest
from tests.data.loading import example

from collabcore import HOST
from collabcore import commands as c

metadata = example("salesforce_metadata")

HOME = ("US", "USA", "United States", "United States of America")
TRACKED = {
    "account": {"Name", "owner"},
    "contact": {"Name", "owner", "AccountId"},
    "lead": {"Name", "owner", "Status"},
    "opportunity": {"Name", "owner", "Amount", "CloseDate", "StageName"},
    "case": {"owner", "Priority"},
}
"""By SOURCE.md."""


@pytest.fixture(scope="module")
def folder(data_dir):
    return data_dir / "sf-devorg-metadata"


@pytest.fixture
def made(folder):
    return metadata.build(folder)


def test_the_tree_of_roles_is_that_of_the_files(made, folder):
    """Eighteen roles, each below the one its file names, read here by nothing but a pattern."""
    wanted = {}
    for file in (folder / "roles").iterdir():
        parent = re.search(r"<parentRole>(\w+)</parentRole>", file.read_text("utf-8"))
        wanted[file.stem] = parent and parent[1]
    roles = made.engine.view.roles
    assert {role.id: role.parent for role in roles.values()} == wanted
    assert len(wanted) == 18
    assert [name for name, parent in wanted.items() if parent is None] == ["CEO"]
    assert made.engine.view.inferiors("CEO") == wanted.keys() - {"CEO"}
    assert made.engine.view.superiors("ChannelSalesTeam")[0] == "DirectorChannelSales"


def test_defaults_and_tracked_fields(made):
    """As published: everybody edits inside, nobody outside sees, contacts follow their account."""
    settings = made.engine.view.settings
    assert {kind: set(fields) for kind, fields in settings.tracked_fields.items()} == TRACKED
    assert dict(settings.record_visibility) == dict.fromkeys(TRACKED, "edit") | {"contact": "parent"}
    assert dict(settings.external_record_visibility) == dict.fromkeys(TRACKED, "private") | {"contact": "parent"}


@pytest.mark.parametrize(("country", "entry"), [*((home, 1) for home in HOME), ("France", 2), (None, 2)])
def test_leads_by_country(made, country, entry):
    """Home goes by the first entry, everything else by the second, a blank country too."""
    fields = {} if country is None else {"Lead.Country": country}
    metadata.route(made.engine, "lead", "lead", fields)
    assert made.engine.explain_assignment("lead").entry == entry


CASES = [
    *itertools.product((*HOME, "France"), ("Gold", "Platinum", "Silver", "Bronze", "None"), ("Customer - Direct",)),
    ("US", "Gold", "Technology Partner"),
    ("France", "Bronze", "Channel Partner / Reseller"),
    ("US", "Gold", "Prospect"),
]


def entry_for(country, service, kind):
    """Return the entry that the five lines of the file mean, said once more."""
    if "Customer" in kind and service in ("Gold", "Platinum", "Silver", "Bronze"):
        return (1 if country in HOME else 3) + (service in ("Silver", "Bronze"))
    return 5 if "Partner" in kind else None


@pytest.mark.parametrize("case", CASES)
def test_cases_by_country_service_and_type(made, case):
    """The first entry that matches decides, in the order of the file; the others are explained."""
    fields = dict(zip(("Account.BillingCountry", "Account.SLA__c", "Account.Type"), case, strict=True))
    metadata.route(made.engine, "case", "case", fields)
    found = made.engine.explain_assignment("case")
    wanted = entry_for(*case)
    assert found.entry == wanted
    assert found.owner == ("admin@example.com" if wanted else None)
    assert [each.entry for each in found.passed] == list(range(1, wanted or 6))


def test_what_has_no_meaning_here_is_reported(made):
    """Guests, and a default that lets everybody hand on: with their files, and nothing else."""
    assert [(problem.place, problem.words.split()[-1]) for problem in made.problems] == [
        ("objects/Case.object", "gives"),
        ("objects/Lead.object", "gives"),
        ("sharingRules/Experience__c.sharingRules", "here"),
        ("sharingRules/Session__c.sharingRules", "here"),
    ]


def entry(field, operation, value, more="", to="ana"):
    return (
        f"<ruleEntry><assignedTo>{to}</assignedTo>{more}<criteriaItems><field>{field}</field>"
        f"<operation>{operation}</operation><value>{value}</value></criteriaItems></ruleEntry>"
    )


def rules(*entries):
    inside = "".join(entries)
    return f"<AssignmentRules><assignmentRule><active>true</active>{inside}</assignmentRule></AssignmentRules>"


def written(folder, **texts):
    """Return what comes of some files: their kind and name, and their text."""
    for place, text in texts.items():
        kind, _, name = place.partition("_")
        (folder / kind).mkdir(exist_ok=True)
        ending = {"roles": "role", "objects": "object"}.get(kind, kind)
        (folder / kind / f"{name}.{ending}").write_text(text, encoding="utf-8")
    return metadata.build(folder)


def test_not_equal_to_a_list_is_to_none_of_it(tmp_path):
    """Every value is left out, not only the first."""
    made = written(tmp_path, assignmentRules_Lead=rules(entry("city", "notEqual", "Bonn,Ulm")))
    for city, wanted in (("Bonn", None), ("Ulm", None), ("Pau", 1)):
        metadata.route(made.engine, city, "lead", {"city": city})
        assert made.engine.explain_assignment(city).entry == wanted


def test_bad_files_are_reported_and_the_rest_goes_on(tmp_path):
    """A role below none, an unknown default, what is no XML: each with its place."""
    model = "<sharingModel>Odd</sharingModel><externalSharingModel>Private</externalSharingModel>"
    made = written(
        tmp_path,
        roles_low="<Role><parentRole>nowhere</parentRole></Role>",
        roles_rag="<Role>",
        roles_top="<Role/>",
        objects_Lead=f"<CustomObject>{model}</CustomObject>",
    )
    assert list(made.engine.view.roles) == ["top"]
    assert dict(made.engine.view.settings.external_record_visibility) == {"lead": "private"}
    assert [problem.place for problem in made.problems] == ["roles/rag.role", "roles/low.role", "objects/Lead.object"]


@pytest.mark.parametrize(
    ("strange", "words"),
    [
        (entry("x", "startsWith", "y"), "operation `startsWith`"),
        (entry("x", "equals", "y", more="<booleanFilter>1 OR 2</booleanFilter>"), "`booleanFilter` `1 OR 2`"),
        (entry("x", "equals", "y", more="<assignedToType>Queue</assignedToType>"), "assigned to a `Queue`"),
    ],
)
def test_an_entry_without_meaning_takes_its_rules_along(tmp_path, strange, words):
    """Else what it was for would go to whom the next entry names; rules of other types stand."""
    other = rules(entry("x", "equals", "y"))
    made = written(
        tmp_path, assignmentRules_Case=other, assignmentRules_Lead=rules(strange, entry("x", "equals", "y", to="bob"))
    )
    assert list(made.engine.view.routes) == ["case"]
    first, second = made.problems
    assert (first.place, first.words) == (
        "assignmentRules/Lead.assignmentRules entry 1",
        f"without meaning here: {words}",
    )
    assert str(second).startswith("assignmentRules/Lead.assignmentRules: no rules for `lead`")


def test_it_tells_its_story(folder, tmp_path, capsys):
    """The example as a reader runs it, and without the files."""
    metadata.main([str(folder)])
    told = capsys.readouterr().out
    assert told.startswith("18 roles\n  CEO\n")
    assert "entry 5 did not match: Account.Type contains Partner" in told
    with pytest.raises(SystemExit):
        metadata.main([str(tmp_path)])


def test_nobody_outside_sees_a_lead(made):
    """The external default holds for whoever is let in later."""
    made.engine.apply(c.AddUser(by=HOST, id="new"))
    made.engine.apply(c.AddRecord(by=HOST, id="acme", type="account", owner="new"))
    made.engine.apply(c.AddUser(by=HOST, id="guest", kind="community", account="acme", profile="outside"))
    metadata.route(made.engine, "lead", "lead", {})
    assert not made.engine.can_see("guest", "lead")
    assert made.engine.can_see("new", "lead")
