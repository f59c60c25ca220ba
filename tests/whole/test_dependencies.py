"""Whatever the package imports is among its dependencies: an environment of one's own often has it by chance."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("booking_conformance", "suites", "fixtures", "schemas", "reports")
# What a dependency brings along and hands out.
BROUGHT_BY = {
    "allure-python-commons": "allure-pytest",
    "httpcore": "httpx",
    "markupsafe": "jinja2",
    "pydantic-core": "pydantic",
    "referencing": "jsonschema",
}


def imported():
    """Return the top-level names that files import, each with one of the files."""
    found = {}
    for file in (file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            found.update({name.partition(".")[0]: file.relative_to(ROOT) for name in names})
    return found


def declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["cluster"]]
    return {_normal(re.match(r"[\w.-]+", line)[0]) for line in lines}


def _normal(distribution):
    return distribution.lower().replace("_", "-")


def test_what_is_imported_is_a_dependency():
    known, distributions = declared(), packages_distributions()
    foreign = {name: file for name, file in imported().items() if name not in sys.stdlib_module_names}
    # The last is there for type checkers only.
    for ours in ("booking_conformance", "_typeshed"):
        foreign.pop(ours)
    assert len(foreign) > 15
    for name, file in foreign.items():
        of = {_normal(each) for each in distributions.get(name, ())}
        of |= {BROUGHT_BY.get(each, each) for each in of}
        assert of & known, f"{file} imports {name}, which pyproject.toml does not name"
