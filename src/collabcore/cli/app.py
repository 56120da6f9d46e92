"""The commands of the command line, and how what they find becomes an exit code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from collabcore import __version__
from collabcore.cli import story, words
from collabcore.errors import CollabError
from collabcore.testing.scenarios import Report, Runner, Scenario, load, run
from collabcore.testing.steps import Ask

__all__ = ["app"]


@click.group(
    epilog="Exit codes: 0 all is as it should be; 1 something is not (a step differs, a file is wrong, "
    "there is no such user or item); 2 the command line makes no sense."
)
@click.version_option(__version__, prog_name="collabcore")
def app() -> None:
    """Who sees what in a workplace, and why."""


@app.command()
def demo() -> None:
    """Tell the story of a small non-profit: posts, feeds, who sees what and why, completeness and points."""
    if not story.tell(words.console()):
        raise click.ClickException("the story did not come out as its file says")


@app.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Run scenario FILES (folders: every .json in them) and report each step that differs."""
    reports = [_reported(path) for path in _scenario_files(files)]
    click.echo(_summary(reports))
    if not reports or not all(reports):
        click.get_current_context().exit(1)


def _scenario_files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.json")) if path.is_dir() else (path,)


def _reported(path: Path) -> Report:
    report = run(_loaded(path))
    for line in report.lines():
        click.echo(f"{path}: {line}")
    return report


def _loaded(path: Path) -> Scenario:
    try:
        return load(path)
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from None


def _summary(reports: list[Report]) -> str:
    steps = sum(len(report.outcomes) for report in reports)
    differ = sum(len(report.failures) for report in reports)
    problems = sum(len(report.problems) for report in reports)
    done = f"{_counted(len(reports), 'file')}, {_counted(steps, 'step')}"
    if not differ and not problems:
        return f"{done}: all as expected" if reports else "no scenario files"
    found = [f"{differ} differ{'s' if differ == 1 else ''}"] if differ else []
    found += [_counted(problems, "problem")] if problems else []
    return f"{done}: {', '.join(found)}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@app.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("user")
@click.argument("item")
def explain(file: Path, user: str, item: str) -> None:
    """Run what is done in FILE, then say whether USER may see ITEM, by which rule, and why.

    ITEM is the id of a post, comment, person, group or record.
    """
    runner, wrong = _played(file)
    for line in wrong:
        click.echo(f"{file}: {line}", err=True)
    try:
        for line in words.explanation(runner.engine, user, item):
            click.echo(line)
    except CollabError as error:
        raise click.ClickException(error.message) from None
    if wrong:
        click.get_current_context().exit(1)


def _played(file: Path) -> tuple[Runner, list[str]]:
    """Return a runner after everything that a file does, and what went wrong; nothing is asked."""
    scenario = _loaded(file)
    runner = Runner(scenario.start)
    outcomes = [runner.step(step) for step in scenario.steps if not isinstance(step, Ask)]
    wrong = (line for outcome in outcomes for line in outcome.lines())
    return runner, [*map(str, scenario.file_problems), *wrong]
