"""An organisation of 1,005 people: counts that others published, and sight recomputed from the files."""

import gzip
import itertools
import re
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from tests.data import loading

from collabcore import NotFoundError
from collabcore.testing import restatement

SCRIPT = Path(__file__).parents[2] / "examples" / "real_organisation.py"
MESSAGES = 2_000


@pytest.fixture(scope="module")
def example():
    """The example as a module: what it builds is what is tested."""
    return loading.example("real_organisation")


@pytest.fixture(scope="module")
def folder(data_dir):
    return data_dir / "eu-core-email"


@pytest.fixture(scope="module")
def network(example, folder):
    return example.read_network(folder, 1_000_000)


@pytest.fixture(scope="module")
def private(example, network):
    return example.build(attrs.evolve(network, messages=[]))


@pytest.fixture(scope="module")
def public(example, network):
    return example.build(attrs.evolve(network, messages=[]), access="public").engine


@pytest.fixture(scope="module")
def unlisted(example, network):
    return example.build(attrs.evolve(network, messages=[]), access="unlisted").engine


@pytest.fixture(scope="module", params=["sender", "recipient"])
def talk(request, example, network):
    """Where messages stand, and the engine with the earliest of them."""
    some = attrs.evolve(network, messages=network.messages[:MESSAGES])
    return request.param, example.build(some, wall=request.param).engine


@pytest.fixture(scope="module")
def output(folder):
    """What the example prints when it is run."""
    command = [sys.executable, str(SCRIPT), str(folder), "--messages", "300"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


# The files once more, read in another way than the example reads them.


@pytest.fixture(scope="module")
def home(folder):
    """The department of every person, as ids of the engine."""
    text = (folder / "email-Eu-core-department-labels.txt").read_text()
    return {f"p{person}": f"d{department}" for person, department in re.findall(r"(\d+) (\d+)", text)}


@pytest.fixture(scope="module")
def follows(folder):
    """Everyone who wrote to somebody else, and to whom."""
    with gzip.open(folder / "email-Eu-core.txt.gz", "rt") as lines:
        return {(f"p{a}", f"p{b}") for a, b in map(str.split, lines) if a != b}


@pytest.fixture(scope="module")
def messages(folder):
    """Sender and recipient of the earliest messages, the latest of them first."""
    with gzip.open(folder / "email-Eu-core-temporal.txt.gz", "rt") as lines:
        rows = [(int(at), row, f"t{a}", f"t{b}") for row, (a, b, at) in enumerate(map(str.split, lines))]
    return [(a, b) for _, _, a, b in sorted(rows)[:MESSAGES]][::-1]


def post_of(department):
    return department.replace("d", "hello-")


class TestFigures:
    """What SNAP published, and what follows from it."""

    def test_people_and_departments(self, private):
        view = private.engine.view

        assert (len(view.users), len(view.groups), len(view.posts)) == (1_005, 42, 42)

    def test_follows_are_the_edges_without_loops(self, private, follows):
        view = private.engine.view
        made = {(user, target) for user in view.users for target in view.follows(user)}

        assert follows == made
        assert sum(len(view.followers(user)) for user in view.users) == 24_929
        assert sum((target, user) in made for user, target in made) == 17_730

    def test_only_self_follows_are_refused(self, private):
        assert private.refused == {"follow.self": 642}
        assert private.first["follow.self"].tag == "invalid"

    def test_everybody_is_in_the_one_department_of_the_labels(self, private, home):
        view = private.engine.view

        assert {user: {group} for user, group in home.items()} == {u: set(view.memberships(u)) for u in view.users}

    def test_the_lowest_number_owns(self, private, home):
        lowest: dict[str, int] = {}
        for user, group in home.items():
            lowest[group] = min(lowest.get(group, 10_000), int(user[1:]))

        assert {group: f"p{number}" for group, number in lowest.items()} == {
            group.id: group.owner for group in private.engine.view.groups.values()
        }

    def test_a_viewer_counts_the_same_followers(self, private):
        viewer = private.engine.viewer("p0")

        assert sum(len(viewer.followers(user)) for user in private.engine.view.users) == 24_929

    def test_every_index_agrees_with_the_journal(self, private):
        private.engine.check()


@pytest.mark.parametrize("access", ["private", "unlisted"])
class TestClosedDepartments:
    """The post of a department is its members', whoever follows its author."""

    @pytest.fixture
    def engine(self, access, request):
        found = request.getfixturevalue(access)
        return found.engine if access == "private" else found

    def test_audience_is_the_department(self, engine, home):
        expected = {department: {u for u in home if home[u] == department} for department in home.values()}
        audiences = {department: engine.audience(post_of(department)) for department in expected}

        assert expected == audiences
        assert sum(map(len, audiences.values())) == 1_005
        assert set(home) == set().union(*audiences.values())
        assert audiences == {group: set(engine.view.members(group)) for group in engine.view.groups}

    def test_every_pair_of_person_and_post(self, engine, home):
        pairs = itertools.product(home, engine.view.groups)

        assert {(u, home[u]) for u in home} == {(u, d) for u, d in pairs if engine.can_see(u, post_of(d))}

    def test_everybody_sees_one_post(self, engine, home):
        assert {u: {post_of(home[u])} for u in home} == {u: engine.visible_posts(u) for u in home}
        assert {u: (post_of(home[u]),) for u in home} == {u: engine.viewer(u).feed().ids for u in home}

    def test_the_restatement_agrees(self, engine, home):
        view = engine.view

        assert {p: restatement.audience(view, p) for p in view.posts} == {p: engine.audience(p) for p in view.posts}
        assert {u: restatement.visible_posts(view, u) for u in home} == {u: engine.visible_posts(u) for u in home}

    def test_follows_within_a_department_see_its_post(self, engine, follows, home):
        seeing = {(a, b) for a, b in follows if engine.can_see(a, post_of(home[b]))}

        assert len(seeing) == 8_645
        assert {(a, b) for a, b in follows if home[a] == home[b]} == seeing

    def test_a_follower_outside_is_told_why_not(self, engine, follows, home, access):
        """A private department's shell is known, an unlisted one is not."""
        rule = {"private": "group.members_only", "unlisted": "group.hidden"}[access]
        owners = {group.owner for group in engine.view.groups.values()}
        outside = [(a, home[b]) for a, b in follows if b in owners and home[a] != home[b]]

        assert len(outside) > 100
        assert {(False, rule)} == {
            (verdict.allowed, verdict.rule)
            for verdict in (engine.explain(a, post_of(department)) for a, department in outside)
        }
        for user, department in outside[:50]:
            assert rule == engine.explain_feed(user, post_of(department)).rule
            with pytest.raises(NotFoundError):
                engine.viewer(user).get(post_of(department))

    def test_the_shell(self, engine, home, access):
        """Whoever is not in a private department knows that it is there, of an unlisted one not even that."""
        known = {u: {card.id for card in engine.viewer(u).groups()} for u in sorted(home)[::100]}
        expected = {u: set(engine.view.groups) if access == "private" else {home[u]} for u in known}

        assert expected == known


class TestPublicDepartments:
    def test_everybody_sees_everything(self, public, home):
        posts = {post_of(department) for department in home.values()}

        assert {post: set(home) for post in posts} == {post: public.audience(post) for post in posts}
        assert dict.fromkeys(home, posts) == {u: public.visible_posts(u) for u in home}

    def test_every_follower_sees_the_post_of_the_followed(self, public, follows, home):
        assert sum(public.can_see(a, post_of(home[b])) for a, b in follows) == 24_929

    def test_what_is_visible_is_not_what_is_in_the_feed(self, public, home):
        """A group's posts reach its members' feeds, and the company feed of everybody who sees them."""
        for user in sorted(home)[::20]:
            viewer = public.viewer(user)

            assert (post_of(home[user]),) == viewer.feed().ids
            assert len(viewer.feed("company", limit=100)) == 42

    def test_the_restatement_agrees(self, public, home):
        view, some = public.view, sorted(home)[::25]

        assert {u: restatement.visible_posts(view, u) for u in some} == {u: public.visible_posts(u) for u in some}


class TestMessages:
    """Posts of the second set of people, on public walls."""

    def test_everybody_sees_all_messages(self, talk, messages, home):
        _, engine = talk
        talkers = {user for message in messages for user in message}

        assert talkers | set(home) == set(engine.view.users)
        assert {MESSAGES + 1} == {len(engine.visible_posts(user)) for user in sorted(home)[::50]}
        assert {MESSAGES} == {len(engine.visible_posts(user)) for user in sorted(talkers)[::20]}
        assert set(engine.view.users) == engine.audience("m0")

    def test_feeds_hold_what_the_file_says_newest_first(self, talk, messages):
        """With mentions in the feed, one's own wall and what mentions one; page by page, nothing twice."""
        wall, engine = talk
        numbered = [(f"m{MESSAGES - 1 - place}", a, b) for place, (a, b) in enumerate(messages)]
        for user in sorted(set(itertools.chain(*messages)))[::12]:
            concerned = [m for m, a, b in numbered if user == b or (user == a and wall == "sender")]

            assert concerned == pages(engine.viewer(user), "following", None)
            assert concerned == pages(engine.viewer("p0"), "profile", user)

    def test_the_engine_is_consistent(self, talk):
        talk[1].check()


def pages(viewer, kind, of):
    """Read a feed to its end, seven posts a page."""
    found, cursor = [], None
    while True:
        page = viewer.feed(kind, of, after=cursor, limit=7)
        found += page.ids
        cursor = page.cursor
        if cursor is None:
            return found


class TestReading:
    """The example reads any folder of this format; these need no published data."""

    @pytest.fixture
    def small(self, tmp_path):
        (tmp_path / "email-Eu-core.txt").write_text("0 1\n1 1\n2 0\n")
        (tmp_path / "email-Eu-core-department-labels.txt").write_text("2 7\n0 7\n1 3\n")
        with gzip.open(tmp_path / "email-Eu-core-temporal.txt.gz", "wt") as file:
            file.write("5 6 30\n6 5 10\n5 9 20\n5 6 20\n")
        return tmp_path

    def test_plain_and_packed_files(self, example, small):
        """Messages are put in the order of time, equal times as they stand."""
        network = example.read_network(small, 3)

        assert network.departments == {3: [1], 7: [0, 2]}
        assert network.edges == [(0, 1), (1, 1), (2, 0)]
        assert network.messages == [(6, 5, 10), (5, 9, 20), (5, 6, 20)]
        assert (network.people, network.correspondents) == ([0, 1, 2], [5, 6, 9])

    def test_a_small_organisation(self, example, small, capsys):
        example.main([str(small), "--messages", "4", "--wall", "recipient"])

        assert "message 3" in capsys.readouterr().out

    def test_a_larger_limit_where_the_data_need_it(self, example, small):
        edges = "".join(f"0 {target}\n" for target in range(1, 502))
        labels = "".join(f"{person} 1\n" for person in range(502))
        (small / "email-Eu-core.txt").write_text(edges)
        (small / "email-Eu-core-department-labels.txt").write_text(labels)
        done = example.build(example.read_network(small, 0))

        assert (done.engine.view.settings.follow_limit, done.refused.total()) == (501, 0)

    @pytest.mark.parametrize("arguments", [["/nowhere"], [".", "--messages", "-1"], [".", "--access", "open"]])
    def test_nonsense_is_refused_in_one_line(self, example, arguments, capsys):
        with pytest.raises(SystemExit, match="2"):
            example.main(arguments)

        assert "error: " in capsys.readouterr().err

    def test_the_published_files(self, network):
        """All 332,334 messages by 986 people, in order though the file has two rows out of order."""
        times = [at for _, _, at in network.messages]

        assert (len(times), len(network.correspondents)) == (332_334, 986)
        assert sorted(times) == times
        assert sorted(map(len, network.departments.values()), reverse=True)[:3] == [109, 92, 65]

    @pytest.mark.parametrize("bar", ["rich", "plain"])
    def test_progress_shows_everything_once(self, example, bar, capsys, monkeypatch):
        if bar == "plain":
            monkeypatch.setattr(example, "rich_progress", None)

        assert list(range(300)) == list(example.progress(range(300), "counting"))
        assert "100" in capsys.readouterr().err


class TestEndToEnd:
    """What a reader sees who runs it."""

    @pytest.mark.parametrize(
        "line",
        [
            r"people +1,005",
            r"departments +42  all private",
            r"members +1,005",
            r"followers +24,929",
            r"mutual +17,730",
            r"inside one +8,645",
            r"messages +300",
            r"642  follow.self \(invalid\), the first: ",
            r"hello-4 +109 readers, +109 members",
            r"together +1,005 readings by 1,005 readers",
            r"followed person's department: 8,645",
            r"p1000: yes \(group.member\): `p1000` is member of `d4`",
            r"p\d+, who follows p14: no \(group.members_only\): only members read `d4`",
            r"p160, who follows most, may see 301 posts",
            r"follows +25,571 commands",
            r"first page .* µs",
        ],
    )
    def test_key_figures(self, output, line):
        assert re.search(line, output)

    def test_with_public_departments_nobody_is_left_out(self, example, network, public, capsys):
        example.print_audiences(network, public)
        example.print_reasons(network, public)
        output = capsys.readouterr().out

        assert "together   42,210 readings by 1,005 readers" in output
        assert "followers of p14 who are left out: 0" in output
