"""The command line: what it says, and what it exits with."""

import io
import json
import sys

import pytest
from click.testing import CliRunner

from collabcore import Engine, __version__, cli
from collabcore.cli import story, words
from collabcore.cli.app import app
from collabcore.testing.steps import parse

WORLD = [
    {"do": "add_role", "id": "vp"},
    {"do": "add_user", "id": "ana", "name": "Ana Reis", "role": "vp"},
    {"do": "add_user", "id": "bob"},
    {"do": "create_group", "by": "ana", "id": "g", "name": "Plans", "access": "private"},
    {"do": "post", "by": "ana", "id": "p", "to": "g", "text": "the ask is\n50k, @[bob]"},
    {
        "do": "comment",
        "by": "ana",
        "id": "c",
        "post": "p",
        "text": "please keep it among ourselves" + " (very)" * 20,
    },
    {"do": "configure", "tracked_fields": {"lead": ["Stage"]}, "record_visibility": {"lead": "read"}},
    {"do": "add_record", "by": "ana", "id": "r", "type": "lead", "fields": {"LastName": "Prado"}},
    {"do": "update_record", "id": "r", "fields": {"Stage": "two"}, "item": "t"},
    {"do": "follow", "by": "bob", "target": "r"},
    {"do": "add_user", "id": "old"},
    {"do": "deactivate_users", "ids": ["old"]},
]
RIGHT = {"ask": "can_see", "as": "bob", "item": "p", "answer": False}
WRONG = {**RIGHT, "answer": True}


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a scenario file into a folder of its own."""

    def write(*steps, name="story.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"steps": list(steps)}), encoding="utf-8")
        return path

    return write


def collabcore(*words_):
    return CliRunner().invoke(app, list(map(str, words_)))


# Check


def test_check_green(file):
    """A file that comes out as it says is counted, and that is all."""
    path = file(*WORLD, RIGHT)
    found = collabcore("check", path)
    assert (found.output, found.exit_code) == ("1 file, 13 steps: all as expected\n", 0)


def test_check_differs(file):
    """Every step that differs has a line with what was expected and got, and for sight the reason."""
    path = file(*WORLD, WRONG, RIGHT)
    found = collabcore("check", path)
    assert found.exit_code == 1
    assert found.output.splitlines() == [
        f"{path}: step 13: ask can_see as bob item=p: expected true, got false",
        f"{path}:     bob, p: no (group.members_only): only members read `g`; `g` is private, and `bob` is not in it",
        "1 file, 14 steps: 1 differs",
    ]


def test_check_problems(file):
    """What is wrong with a file is reported with the step, and counts as much as a difference."""
    path = file(*WORLD, {"do": "shout"}, {"ask": "feed", "as": "ana", "limits": 5, "answer": []}, WRONG, WRONG)
    found = collabcore("check", path)
    assert found.exit_code == 1
    assert found.output.splitlines()[:2] == [
        f"{path}: step 13: invalid (shape.unknown_command): there is no command `shout`",
        f"{path}: step 14: invalid (scenario.unknown_key): `feed` has no argument `limits`",
    ]
    assert found.output.endswith("1 file, 16 steps: 2 differ, 2 problems\n")


def test_check_folders(file, tmp_path):
    """Of a folder every scenario file in it is run, by name."""
    file(RIGHT, name="b.json")
    inner = file(*WORLD, RIGHT, name="a/inner.json")
    (tmp_path / "notes.txt").write_text("no scenario")
    found = collabcore("check", tmp_path, inner)
    assert found.exit_code == 1
    assert found.output.endswith("3 files, 27 steps: 1 differs\n")
    assert collabcore("check", tmp_path / "a").exit_code == 0


def test_check_nothing(tmp_path):
    """A folder without scenario files is not all right: nothing was checked."""
    found = collabcore("check", tmp_path)
    assert (found.output, found.exit_code) == ("no scenario files\n", 1)


def test_check_not_json(tmp_path):
    """A file that is no JSON is a problem, not a traceback."""
    path = tmp_path / "x.json"
    path.write_text("hm")
    found = collabcore("check", path)
    assert found.exit_code == 1
    assert found.output.startswith(f"{path}: file: invalid (scenario.json): not JSON: ")
    assert found.output.endswith("1 file, 0 steps: 1 problem\n")


def test_check_unreadable(file, monkeypatch):
    """A file that cannot be read is said to be so."""

    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("collabcore.cli.app.load", refuse)
    path = file(RIGHT)
    found = collabcore("check", path)
    assert found.exit_code == 1
    assert "Permission denied" in found.output


@pytest.mark.parametrize("line", [["check"], ["check", "nowhere.json"], ["explain", "nowhere.json", "a", "b"], ["x"]])
def test_usage(line):
    """A command line that makes no sense exits with 2."""
    assert collabcore(*line).exit_code == 2


# Explain


@pytest.mark.parametrize(
    ("user", "item", "expected"),
    [
        (
            "bob",
            "p",
            """\
            May bob see `p`, a post by Ana Reis on Plans (private): “the ask is 50k, @bob”?
              no
              rule     group.members_only (RULES 2.1)
              because  only members read `g`
                  and  `g` is private, and `bob` is not in it
              a yes by  add_member (group g, user bob), by `ana`
                    or  add_permissions (user bob, permissions ['view_all_data']), by only the host
                    or  update_group (id g, access public), by `ana`
            """,
        ),
        (
            "ana",
            "c",
            """\
            May Ana Reis see `c`, a comment by Ana Reis on `p`: “please keep it among ourselves{very}…”?
              yes
              rule     group.member ([OR:CollaborationGroup])
              because  `ana` is owner of `g`
                  and  members read their group
            """,
        ),
        (
            "bob",
            "ana",
            """\
            May bob see `ana`, the person Ana Reis, vp?
              yes
              rule     person.public (RULES 1.2 [H-USH])
              because  `bob` is one of the organisation's own people
                  and  profiles are public here
            """,
        ),
        (
            "old",
            "old",
            """\
            May old see `old`, the person old, deactivated?
              no
              rule     viewer.inactive (RULES 1.2 [OR:User])
              because  `old` is deactivated
              a yes by  activate_user (id old), by only the host
            """,
        ),
        (
            "bob",
            "g",
            """\
            May bob see `g`, the private group “Plans” of Ana Reis?
              yes
              rule     shell.listed (RULES 0.3 C5)
              because  `bob` is one of the organisation's own people
                  and  public and private groups are listed
            """,
        ),
        (
            "bob",
            "r",
            """\
            May bob see `r`, the lead “Prado” of Ana Reis?
              yes
              rule     record.read (RULES 8.2 [OR:UserRecordAccess])
              because  every lead is open by default for read
                  and  `bob` may read `r`
              access   read
            """,
        ),
        (
            "bob",
            "t",
            """\
            May bob see `t`, a post by the system on Prado (lead): Stage from None to two?
              yes
              rule     record.read (RULES 8.2 [OR:UserRecordAccess])
              because  every lead is open by default for read
                  and  `bob` may read `r`
              in feed  yes, through Prado (feed.follows_record)
            """,
        ),
    ],
)
def test_explain(file, user, item, expected):
    """A verdict is told in words: what the thing is, yes or no, the rule and its source, the facts."""
    found = collabcore("explain", file(*WORLD, WRONG), user, item)
    expected = expected.format(very=" (very)" * 5 + " (very"[:6])
    lines = [line.removeprefix("            ") for line in expected.rstrip().splitlines()]
    assert found.output.splitlines() == lines
    assert found.exit_code == 0


def test_explain_a_wall(file):
    """A post that is only to be seen is said not to be in the feed."""
    path = file(
        *WORLD,
        {"do": "post", "by": "ana", "id": "w", "text": "hi"},
        {"do": "post", "by": "bob", "id": "v", "to": "ana", "text": "hi"},
    )
    assert "in feed  no (feed.not_followed)" in collabcore("explain", path, "bob", "w").output
    assert "`w`, a post by Ana Reis on own profile: “hi”?" in collabcore("explain", path, "bob", "w").output
    assert "`v`, a post by bob on Ana Reis's profile: “hi”?" in collabcore("explain", path, "bob", "v").output


@pytest.mark.parametrize(
    ("user", "item", "unknown"), [("nobody", "p", "nobody"), ("bob", "vp", "vp"), ("bob", "x", "x")]
)
def test_explain_unknown(file, user, item, unknown):
    """Who or what is not there is said to be so, without a traceback."""
    found = collabcore("explain", file(*WORLD), user, item)
    assert (found.output, found.exit_code) == (f"Error: nothing known as `{unknown}`\n", 1)


def test_explain_with_a_broken_file(file):
    """What went wrong on the way is said first, and shows in the exit code."""
    path = file(*WORLD, {"do": "shout"}, {"do": "add_user", "id": "bob"})
    found = collabcore("explain", path, "bob", "g")
    assert found.exit_code == 1
    assert (
        found.stderr.splitlines()[0] == f"{path}: step 13: invalid (shape.unknown_command): there is no command `shout`"
    )
    assert found.stderr.splitlines()[1].startswith(f'{path}: step 14: do add_user id=bob: expected "done", got ')
    assert found.stdout.startswith("May bob see `g`")


def test_things_without_words():
    """What is not there to be seen is said to be just that."""
    assert words.described(Engine().view, "x") == "nothing one can see"


# The rest


def test_version():
    """The version is the library's."""
    assert collabcore("--version").output == f"collabcore, version {__version__}\n"


def test_help():
    """The exit codes are written in the help."""
    assert "Exit codes: 0 all is as it should be; 1" in " ".join(collabcore("--help").output.split())


def test_demo():
    """The story is told from beginning to end."""
    found = collabcore("demo")
    assert found.exit_code == 0
    assert "who is who" in found.output


def test_demo_that_goes_wrong(monkeypatch):
    """A story that does not come out as its file says is a failure, and says where."""
    right = story.story()
    steps = [dict(wire) for step in right.steps if isinstance(wire := step.wire, dict)]
    steps[-1]["answer"] = []
    monkeypatch.setattr(story, "story", lambda: parse({"steps": steps}))
    found = collabcore("demo")
    assert found.exit_code == 1
    assert f"step {len(steps)}: ask leaderboard: expected [], got" in found.output
    assert found.stderr == "Error: the story did not come out as its file says\n"


@pytest.mark.parametrize(("columns", "width"), [("80", 80), ("200", words.WIDTH)])
def test_width(monkeypatch, columns, width):
    """On a terminal the story is as wide as that, up to a limit."""
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert words.console().width == width


def test_width_without_a_terminal(monkeypatch):
    """Elsewhere it is always the same."""
    for name in ("FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    assert words.console().width == words.WIDTH


def run_main(monkeypatch, *line):
    monkeypatch.setattr(sys, "argv", ["collabcore", *line])
    with pytest.raises(SystemExit) as done:
        cli.main()
    return done.value.code


def test_main(monkeypatch):
    """The entry point runs the commands; a terminal that lacks a character gets another."""
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="ascii", write_through=True))
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert run_main(monkeypatch, "demo") == 0
    assert b"1  own profile: ?Two pledges in one morning. Thank you all!?" in out.getvalue()


@pytest.fixture
def unloaded(monkeypatch):
    """Take the command line out of memory, so that starting it imports it anew."""
    for name in [name for name in sys.modules if name.startswith(("collabcore.cli.", "rich", "click"))]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("app", "story", "words"):
        monkeypatch.delattr(cli, name)


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_main_without_the_extra(monkeypatch, unloaded, missing):
    """Without click or rich there is a clear message, and no traceback."""
    monkeypatch.setitem(sys.modules, missing, None)
    said = f"collabcore: the command line needs {missing}: pip install 'collabcore[cli]'"
    assert run_main(monkeypatch, "demo") == said


def test_main_with_another_module_missing(monkeypatch, unloaded):
    """A defect is not passed off as a missing extra."""
    monkeypatch.setitem(sys.modules, "collabcore.cli.words", None)
    with pytest.raises(ModuleNotFoundError):
        cli.main()
