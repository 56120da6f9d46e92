"""Every example in the README, the docs and the docstrings is a test."""

from doctest import ELLIPSIS

from sybil import Sybil
from sybil.parsers import myst, rest

prose = Sybil(
    path=".",
    patterns=["README.md", "docs/**/*.md"],
    excludes=["docs/_build/**"],
    parsers=[myst.PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), myst.SkipParser()],
)
docstrings = Sybil(
    path="src",
    patterns=["**/*.py"],
    parsers=[rest.DocTestParser(optionflags=ELLIPSIS), rest.PythonCodeBlockParser(), rest.SkipParser()],
)

pytest_collect_file = (prose + docstrings).pytest()
# Of a page called test-… pytest would take the copy beside the built pages for a test.
collect_ignore_glob = ["docs/_build/*"]
