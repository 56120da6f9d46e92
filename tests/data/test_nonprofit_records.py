"""A non-profit's 3,764 records: counts known from the tables, and scores recomputed with fractions alone."""

import csv
import gzip
import re
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from tests.data import loading

from collabcore import HOST, NotFoundError
from collabcore import commands as c
from collabcore.model import FieldSpec
from collabcore.scoring import macro, micro
from collabcore.testing import restated_scores

SCRIPT = Path(__file__).parents[2] / "examples" / "nonprofit_records.py"
KINDS = {"account": 1_223, "contact": 1_024, "opportunity": 1_517}
WEIGHTS = {"Email": 3, "Phone": 2, "Title": 1, "Salutation": 1, "FirstName": 1, "LastName": 1}
REFERENCES = {"account_id": 1, "primary_affiliation__c": 1}


@pytest.fixture(scope="module")
def example():
    """The example as a module: what it loads is what is tested."""
    return loading.example("nonprofit_records")


@pytest.fixture(scope="module")
def folder(data_dir):
    return data_dir / "sf-sample-records" / "npsp-1k"


@pytest.fixture(scope="module")
def rows(folder):
    """The tables, read here and not by the example."""
    found = {}
    for kind in KINDS:
        with gzip.open(folder / f"{kind.title()}.csv.gz", "rt", encoding="utf-8", newline="") as file:
            found[kind] = list(csv.DictReader(file))
    return found


@pytest.fixture(scope="module")
def engine(example, folder):
    return example.load(example.read_tables(folder))


@pytest.fixture(scope="module")
def output(data_dir):
    """What the example prints when it is run."""
    command = [sys.executable, str(SCRIPT), str(data_dir / "sf-sample-records")]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert run.stderr == ""
    return run.stdout


@pytest.fixture
def contest(example, engine):
    """A copy in which some contacts are completed, and which these are."""
    copy = engine.fork()
    example.open_contest(copy)
    return copy, example.complete_some(copy)


# What a value is worth, once more and only as far as these tables go (SCORING 1.2).


def is_valid(field, value):
    if not value.strip() or not re.search(r"\w", value):
        return False
    if field == "Email":
        name, at, domain = value.partition("@")
        return bool(name and at and "." in domain and "@" not in domain and " " not in value)
    if field == "Phone":
        return 7 <= sum(map(str.isdigit, value)) <= 15 and set(value) <= set("0123456789+()-./ ")
    return True


def contact_scores(rows):
    """Return the valid weight of every contact; all have the weight 11 in all."""
    weights = WEIGHTS | REFERENCES
    return [sum(weight for name, weight in weights.items() if is_valid(name, row[name])) for row in rows["contact"]]


class TestRecords:
    def test_how_many(self, engine):
        assert Counter(record.type for record in engine.view.records.values()) == KINDS

    def test_values_are_untouched(self, engine, rows):
        expected = {f"{kind}-{row['id']}": row for kind in KINDS for row in rows[kind]}

        assert expected == {record.id: dict(record.fields) for record in engine.view.records.values()}

    def test_owners_take_turns(self, engine, example, rows):
        for kind in KINDS:
            owners = [engine.view.records[f"{kind}-{row['id']}"].owner for row in rows[kind]]

            assert [example.FUNDRAISERS[place % 6] for place in range(len(owners))] == owners

    def test_no_reference_is_dangling(self, example, rows):
        assert list(example.dangling(rows)) == []

    def test_dangling_references_are_named_and_loaded(self, example, rows):
        """A planted mistake is reported with its place, and stays as it is."""
        broken = dict(rows, contact=[{**rows["contact"][0], "account_id": "no such"}, *rows["contact"][1:]])
        engine = example.load(broken)

        assert list(example.dangling(broken)) == [("contact", "1", "account_id", "no such")]
        assert engine.view.records["contact-1"].fields["account_id"] == "no such"

    def test_owners_and_their_director_see_them(self, engine, example):
        view = engine.view
        some = [record for place, record in enumerate(view.records.values()) if place % 37 == 0]

        assert {r.id: {r.owner, example.DIRECTOR} for r in some} == {r.id: engine.audience(r.id) for r in some}

    def test_the_engine_is_consistent(self, engine):
        engine.check()


class TestCompleteness:
    def test_blank_fields(self, engine, example):
        """The counts published with the data."""
        blank = Counter(
            field.name
            for score in example.scores_of(engine, "contact").values()
            for field in score.fields
            if field.state == "blank"
        )

        published = {"Email": 554, "Title": 525, "Phone": 514, "Salutation": 200, "primary_affiliation__c": 2}

        assert published == blank

    def test_nothing_else_is_wrong_with_contacts(self, engine, example):
        """Every address and number that is there is a plausible one."""
        states = {state for score in example.scores_of(engine, "contact").values() for state in score.states}

        assert {"blank", "valid"} == states

    def test_contacts_recomputed(self, engine, example, rows):
        """Micro, macro and the share of complete records, from the table and fractions alone."""
        expected = contact_scores(rows)
        scores = example.scores_of(engine, "contact")

        assert [Fraction(valid, 11) for valid in expected] == [score.valid for score in scores.values()]
        assert Fraction(sum(expected), 11 * 1_024) == micro(scores.values())
        assert sum((Fraction(valid, 11) for valid in expected), Fraction(0)) / 1_024 == macro(scores.values())
        assert expected.count(11) == sum(score.is_complete for score in scores.values())

    def test_owners_recomputed(self, engine, example, rows):
        expected = contact_scores(rows)
        contacts = example.scores_of(engine, "contact")

        for place, owner in enumerate(example.FUNDRAISERS):
            owned = engine.view.owned(owner)
            own = [score for record, score in contacts.items() if record in owned]
            valid = expected[place::6]

            assert valid == [score.valid_weight for score in own]
            assert Fraction(sum(valid), 11 * len(valid)) == micro(own)

    def test_accounts_recomputed(self, engine, example, rows):
        """One field for an organisation, four for a household, six for an American one."""
        pairs = [account_score(row) for row in rows["account"]]
        scores = example.scores_of(engine, "account").values()

        assert pairs == [(score.valid_weight, score.weight) for score in scores]
        assert Counter(weight for _, weight in pairs) == {1: 343, 4: 864, 6: 16}

    def test_everything_recomputed(self, engine, example, rows):
        """Micro and macro differ where records have different fields."""
        pairs = [
            *map(account_score, rows["account"]),
            *((valid, 11) for valid in contact_scores(rows)),
            *map(opportunity_score, rows["opportunity"]),
        ]
        all_fields = Fraction(sum(valid for valid, _ in pairs), sum(weight for _, weight in pairs))
        mean = sum((Fraction(*pair) for pair in pairs), Fraction(0)) / 3_764
        scores = [score for kind in KINDS for score in example.scores_of(engine, kind).values()]

        assert (all_fields, mean) == (micro(scores), macro(scores))
        assert all_fields < mean

    def test_the_restatement_agrees_on_every_record(self, engine):
        for record in engine.view.records.values():
            score = engine.completeness(record.id)
            expected = restated_scores.completeness(engine.view.profiles[record.type], record)

            assert expected == (score.present_weight, score.valid_weight, score.weight)

    def test_the_seed_mode_counts_what_is_not_empty(self, engine, rows):
        """Without checks or weights, completeness is a count of texts."""
        copy = engine.fork()
        names = ("Email", "Phone", "Title")
        copy.apply(c.SetCompleteness(by=HOST, type="contact", fields=tuple(map(FieldSpec, names)), mode="seed"))
        expected = [Fraction(sum(row[name] != "" for name in names), 3) for row in rows["contact"]]

        assert expected == [copy.completeness(f"contact-{row['id']}").valid for row in rows["contact"]]
        assert 3 * sum(expected) == 3 * 1_024 - 554 - 525 - 514

    def test_row_numbers_are_no_fillers(self, engine):
        """`account_id` 111 is the number of a row; declared plainly, it would count as made up."""
        copy = engine.fork()
        copy.apply(c.SetCompleteness(by=HOST, type="contact", fields=(FieldSpec("account_id"),)))
        contacts = [r for r in copy.view.records.values() if r.type == "contact"]
        fillers = [r.fields["account_id"] for r in contacts if copy.completeness(r.id).states == ("placeholder",)]

        assert fillers
        assert all(re.fullmatch(r"(\d)\1{2,}", filler) for filler in fillers)


def account_score(row):
    fields = ["Name"]
    if row["npe01__SYSTEM_AccountType__c"] == "Household Account":
        fields += ["BillingStreet", "BillingCity", "BillingCountry"]
        if row["BillingCountry"] == "United States":
            assert re.fullmatch(r"\d{5}", row["BillingPostalCode"])
            fields += ["BillingState", "BillingPostalCode"]
    return sum(row[name] != "" for name in fields), len(fields)


def opportunity_score(row):
    names = (
        "name",
        "amount",
        "stage_name",
        "close_date",
        "primary_contact__c",
        "primary_contact__c",
        "campaign_id",
    )
    return sum(row[name] != "" for name in names), len(names)


class TestPoints:
    def test_loading_earns_nothing(self, engine):
        assert not engine.view.entries

    def test_each_completion_pays_its_owner_once(self, contest, example):
        engine, completed = contest

        assert [(owner, 60 - 10 * place) for place, owner in enumerate(example.FUNDRAISERS)] == [
            (row.user, row.points) for row in engine.leaderboard()
        ]
        assert len(completed) == len(engine.view.entries) == 21
        assert all(engine.completeness(record).is_complete for record in completed)

    def test_only_blanks_were_filled(self, contest, rows):
        engine, completed = contest
        for row in rows["contact"]:
            fields = engine.view.records[f"contact-{row['id']}"].fields
            changed = {name for name in row if fields[name] != row[name]}

            assert bool(changed) == (f"contact-{row['id']}" in completed)
            assert all(row[name] == "" for name in changed)

    def test_the_missing_list_is_for_those_who_may_read(self, engine, example):
        record = next(r for r in engine.view.records.values() if engine.completeness(r.id).missing)
        other = next(user for user in example.FUNDRAISERS if user != record.owner)

        assert engine.completeness(record.id).missing == engine.viewer(record.owner).missing(record.id)
        with pytest.raises(NotFoundError):
            engine.viewer(other).missing(record.id)


class TestEndToEnd:
    """What a reader sees who runs it."""

    @pytest.mark.parametrize(
        "line",
        [
            r"contact.primary_affiliation__c to account: 1,022 given, 0 lead nowhere",
            r"account +1,223 +100.0 % +100.0 % +100.0 %",
            r"contact +1,024 +69.7 % +69.7 % +8.5 %",
            r"opportunity +1,517 +81.8 % +81.8 % +0.0 %",
            r"all together +3,764 +79.2 % +84.4 % +34.8 %",
            r"Email +470 +0 +0 +554 +0",
            r"Phone +510 +0 +0 +514 +0",
            r"Title +499 +0 +0 +525 +0",
            r"contact-34 +36 %  fundraiser-4 is asked for Email, Phone, Title, Salutation",
            r"1\. fundraiser-1 +60 points, alerts: 6",
            r"6\. fundraiser-6 +10 points, alerts: 1",
            r"director at contact-7: yes \(record.read\)",
        ],
    )
    def test_key_figures(self, output, line):
        assert re.search(line, output)


class TestReading:
    """These need no published data."""

    def test_plain_files_with_a_dangling_reference(self, example, tmp_path, capsys):
        """A table cut short is reported, not refused."""
        (tmp_path / "Account.csv").write_text(
            "id,Name,npe01__SYSTEM_AccountType__c\n1,Ærø Household,\n", encoding="utf-8"
        )
        (tmp_path / "Contact.csv").write_text(
            "id,Email,Phone,Title,Salutation,FirstName,LastName,account_id,primary_affiliation__c\n"
            '7,,,"Head, of all",,Ana,Núñez,1,99\n',
            encoding="utf-8",
        )
        (tmp_path / "Opportunity.csv").write_text("id,name,account_id,primary_contact__c\n", encoding="utf-8")
        example.main([str(tmp_path)])
        output = capsys.readouterr().out

        assert "contact-7 has primary_affiliation__c `99`, which is not there" in output
        assert re.search(r"opportunity +0 +– +– +–", output)

    def test_nothing_there(self, example, tmp_path, capsys):
        with pytest.raises(SystemExit, match="2"):
            example.main([str(tmp_path)])

        assert "Account.csv" in capsys.readouterr().err
