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


def test_bad_files_are_reported_and_the_rest_goes_on(tmp_path):
    """A role below none, an unknown default, an unknown operation: each with its place."""
    texts = {
        "roles/low.role": "<Role><parentRole>nowhere</parentRole></Role>",
        "roles/top.role": "<Role/>",
        "objects/Lead.object": "<CustomObject><sharingModel>Odd</sharingModel>"
        "<externalSharingModel>Private</externalSharingModel></CustomObject>",
        "assignmentRules/Lead.assignmentRules": "<AssignmentRules><assignmentRule><active>true</active><ruleEntry>"
        "<assignedTo>ana</assignedTo><criteriaItems><field>x</field><operation>startsWith</operation>"
        "<value>y</value></criteriaItems></ruleEntry><ruleEntry><assignedTo>bob</assignedTo></ruleEntry>"
        "</assignmentRule></AssignmentRules>",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = metadata.build(tmp_path)
    assert list(made.engine.view.roles) == ["top"]
    assert [entry.to for entry in made.engine.view.routes["lead"].entries] == ["bob"]
    assert [problem.place for problem in made.problems] == [
        "roles/low.role",
        "objects/Lead.object",
        "assignmentRules/Lead.assignmentRules entry 1",
    ]


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
