"""How the site is built: Sphinx, MyST and Furo, without the network."""

import builtins
import re
import sys
from contextlib import suppress
from importlib.metadata import version as installed
from pathlib import Path
from types import FunctionType
from typing import get_type_hints

import attrs
from docutils.nodes import TextElement, document
from sphinx.addnodes import desc_annotation, pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from collabcore import model

project = "collabcore"
author = "collabcore contributors"
project_copyright = "2026, collabcore contributors"
version = release = installed("collabcore")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"collabcore {release}"
html_show_sphinx = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_default_options = {"members": True, "show-inheritance": True}

napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False
napoleon_custom_sections = ["Cost"]

# No inventory of other projects is fetched, so their names cannot be links;
# a name of ours that leads nowhere is still an error.
_others = sorted({*sys.stdlib_module_names, "attr", "attrs", "hypothesis", "sortedcontainers"})
nitpick_ignore_regex = [
    (r"py:.*", rf"({'|'.join(_others)})\..*"),
    (r"py:.*", r"(dt|model|boards|adoption)\..*|Axes|Fraction|_\w+"),
    (r"py:.*", r"collabcore\.(_store|latest|viewer\.pages)\..*"),
    (r"py:.*", r"collabcore(\.\w+)+\._\w+"),  # what is private has no page
]

LONGEST_VALUE = 60
_PAGES = {"CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md", "SECURITY.md": "security.md"}
_LINK = re.compile(r"\[([^\]]+)\]\((?![a-z]+:|#)([^)#]+)(#[^)]*)?\)")


def _relink(link: re.Match[str]) -> str:
    """Return a root file's link as the site can follow it; what is not on the site is named, not linked."""
    text, target, anchor = link[1], link[2], link[3] or ""
    page = target.removeprefix("docs/") if target.startswith("docs/") else _PAGES.get(target)
    return f"[{text}]({page}{anchor})" if page else text


def _include_root_file(_app: Sphinx, _path: Path, _parent: str, content: list[str]) -> None:
    """Mend the links of README.md and its neighbours, which are written for the root of the repository."""
    content[0] = _LINK.sub(_relink, content[0])


def _show_plain_types(_app: Sphinx, function: object, _bound: object) -> None:
    """Show `Annotated[str, …]` as `str`: what is annotated is for the codec, not for readers."""
    if isinstance(function, FunctionType):
        with suppress(NameError):  # a name imported for the type checker alone: then as it is written
            function.__annotations__ = get_type_hints(function)


def _show_field_defaults(
    _app: Sphinx,
    _what: str,
    _name: str,
    thing: object,
    _options: object,
    signature: str | None,
    returns: str | None,
) -> tuple[str | None, str | None]:
    """Show the default of a field where attrs' own source says `attr_dict['name'].default`."""
    if signature and isinstance(thing, type) and attrs.has(thing):
        fields = attrs.fields_dict(thing)
        signature = re.sub(r"attr_dict\['(\w+)'\]\.default", lambda m: repr(fields[m[1]].default), signature)
    return signature, returns


def _keep_colons(_app: Sphinx, what: str, _name: str, _obj: object, _options: object, lines: list[str]) -> None:
    """Stop Napoleon from reading an attribute's "words: more words" as "type: description"."""
    if what in {"attribute", "data", "property"}:
        lines[:0] = ["..", ""]


def _tidy(_app: Sphinx, doctree: document) -> None:
    """Leave `type`, `id` and their like unlinked (no attribute of ours is meant), and tables unprinted."""
    for node in list(doctree.findall(pending_xref)):
        if node.get("refdomain") == "py" and hasattr(builtins, node["reftarget"]):
            node.replace_self(node.children)
    for value in list(doctree.findall(desc_annotation)):
        if value.astext().startswith(" = ") and len(value.astext()) > LONGEST_VALUE:
            value.parent.remove(value)


def _name_aliases(_app: Sphinx, _env: BuildEnvironment, node: pending_xref, text: TextElement) -> TextElement | None:
    """Show a bare name that a signature shares with its module, such as a type alias, without a link."""
    # Commands and events are written in several rooms and read from one, where the model's names are not repeated.
    rooms = (sys.modules.get(node.get("py:module", "")), model)
    return text if any(hasattr(room, node["reftarget"].partition(".")[0]) for room in rooms) else None


def _join_rooms(_app: Sphinx, name: str, _thing: object, _options: object, bases: list[type]) -> None:
    """Show a class that is put together from the rooms of its own package as one: their members, not their names."""
    package = name.rpartition(".")[0]
    bases[:] = [base for base in bases if not base.__module__.startswith(f"{package}.")] or [object]


def setup(app: Sphinx) -> None:
    """Connect the above."""
    app.connect("include-read", _include_root_file)
    app.connect("autodoc-process-bases", _join_rooms)
    app.connect("autodoc-before-process-signature", _show_plain_types)
    app.connect("autodoc-process-docstring", _keep_colons, priority=400)  # before Napoleon
    app.connect("autodoc-process-signature", _show_field_defaults)
    app.connect("doctree-read", _tidy)
    app.connect("missing-reference", _name_aliases)
