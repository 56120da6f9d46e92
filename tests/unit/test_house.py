"""The house rules that a machine can check: small modules, short functions, everything public listed."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import collabcore
from collabcore.visibility import TABLE

PACKAGE = Path(collabcore.__file__).parent
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
MOST_LINES = 450
MOST_BODY_LINES = 50
FEWER_THAN_IN_THE_MIDDLE = 8
REGISTERED = {"on", "handles"}
"""Decorators that put a function into a table: it is reached by the table, not by its name."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(module: str) -> ast.Module:
    """Return a module as a tree."""
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


def functions(module: str) -> Iterator[Function]:
    """Yield every function and method of a module, inner ones too."""
    for node in ast.walk(tree(module)):
        if isinstance(node, Function):
            yield node


def body_lines(function: Function) -> int:
    """Return how many lines a function has from its first statement on, its docstring aside."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return 0 if not body else (body[-1].end_lineno or 0) - body[0].lineno + 1


def public(module: str) -> Iterator[tuple[str, ast.ClassDef | Function]]:
    """Yield every public function, class and method of a module, by its name in it."""
    for node in tree(module).body:
        if isinstance(node, (ast.ClassDef, Function)) and not node.name.startswith("_"):
            yield node.name, node
            for inner in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(inner, Function) and not inner.name.startswith("_"):
                    yield f"{node.name}.{inner.name}", inner


def decorators(node: ast.ClassDef | Function) -> set[str]:
    """Return the names of what a definition is decorated with."""
    named = (decorator.func if isinstance(decorator, ast.Call) else decorator for decorator in node.decorator_list)
    return {name.id for name in named if isinstance(name, ast.Name)}


# Size


def test_a_module_can_be_read_in_one_sitting() -> None:
    """At most 450 lines."""
    sizes = {module: len((PACKAGE / module).read_text(encoding="utf-8").splitlines()) for module in MODULES}

    assert {} == {module: lines for module, lines in sizes.items() if lines > MOST_LINES}


def test_no_function_is_long() -> None:
    """At most 50 lines of body, and half of them fewer than eight: a judgment fits on a screen (STYLE 6)."""
    sizes = {
        (module, function.name, function.lineno): body_lines(function)
        for module in MODULES
        for function in functions(module)
    }

    assert {} == {function: lines for function, lines in sizes.items() if lines > MOST_BODY_LINES}
    assert statistics.median(sizes.values()) < FEWER_THAN_IN_THE_MIDDLE


# Docstrings


def test_everything_public_says_what_it_does() -> None:
    """Modules, functions, classes and methods; an overload is said once, by its implementation."""
    assert [] == [module for module in MODULES if not ast.get_docstring(tree(module))]
    assert [] == [
        f"{module}: {name}"
        for module in MODULES
        for name, node in public(module)
        if not ast.get_docstring(node) and not {"overload", "override"} & decorators(node)
    ]


VALUES = {"property", "cached_property"}


@pytest.mark.parametrize("door", ["engine", "viewer"])
def test_every_question_says_what_it_costs(door: str) -> None:
    """Each public function of the two doors has its `Cost:` (STYLE 2.9); a property is a value."""
    rooms = [module for module in MODULES if module.startswith(f"{door}/")]
    asked = [(name, node) for room in rooms for name, node in public(room) if isinstance(node, Function)]

    assert len(asked) > 10
    assert [] == [
        name
        for name, node in asked
        if {"property", "cached_property"}.isdisjoint(decorators(node))
        and "Cost:" not in (ast.get_docstring(node) or "")
    ]


@pytest.mark.parametrize("module", ["visibility.py", "records.py", "feeds.py", "groups.py", "people.py", "cards.py"])
def test_a_judgment_says_what_it_costs(module: str) -> None:
    """So do the functions below the doors that a host may call with a view of its own."""
    listed = _all(module)

    assert [] == [
        name
        for name, node in public(module)
        if isinstance(node, Function) and name in listed and "Cost:" not in (ast.get_docstring(node) or "")
    ]


# Names


def _all(module: str) -> list[str]:
    for node in tree(module).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id == "__all__" and isinstance(node, (ast.Assign, ast.AnnAssign)):
            assert node.value is not None
            return list(ast.literal_eval(node.value))
    raise AssertionError(f"{module} has no __all__")


def _defined(module: str) -> set[str]:
    """Return the public names of a module; what stands in a table is reached by the table."""
    in_table = (
        {function.__name__ for row in TABLE for function in (row.keys, row.unless)}
        if module == "visibility.py"
        else set()
    )
    found: set[str] = set()
    for node in tree(module).body:
        if isinstance(node, (ast.ClassDef, Function)):
            if not decorators(node) & REGISTERED:
                found.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.update(target.id for target in targets if isinstance(target, ast.Name))
    return {name for name in found if not name.startswith("_")} - in_table


def _imported(module: str) -> set[str]:
    """Return the names a module imports."""
    return {
        alias.asname or alias.name
        for node in tree(module).body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }


def _order(name: str) -> tuple[int, str]:
    """Return the place of a name: constants, classes, functions, each by the alphabet."""
    return (0 if name.isupper() else 1 if name.lstrip("_")[:1].isupper() else 2, name)


CORE = [module for module in MODULES if not module.startswith(("testing/", "cli"))]


def test_every_name_listed_is_there_and_in_order() -> None:
    """`__all__` is sorted, names nothing twice, and nothing that is not there."""
    for module in MODULES:
        listed = _all(module)
        assert sorted(set(listed), key=_order) == listed
        assert set() == set(listed) - _defined(module) - _imported(module) - {"__version__"}


def test_every_public_name_is_listed() -> None:
    """What is defined without an underscore is in `__all__`: nothing is public by accident (STYLE 2.24)."""
    unlisted = {module: _defined(module) - set(_all(module)) for module in CORE}

    assert {} == {module: names for module, names in unlisted.items() if names}


def test_the_package_names_are_there() -> None:
    """Everything the package lists can be imported from it."""
    assert all(hasattr(collabcore, name) for name in collabcore.__all__)
    assert sorted(collabcore.__all__, key=_order) == collabcore.__all__


def test_every_room_has_its_page_in_the_reference() -> None:
    """A new module is documented from its first day; the command line is not a room of the library."""
    root = Path(__file__).parents[2]
    package = root / "src" / "collabcore"
    rooms = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    rooms = {room for room in rooms if not room.startswith("_")} - {"cli"}
    index = (root / "docs" / "reference" / "index.md").read_text(encoding="utf-8").splitlines()

    assert set() == {room for room in rooms if f"api/{room}" not in index}
    assert set() == {room for room in rooms if not (root / "docs" / "reference" / "api" / f"{room}.md").exists()}
