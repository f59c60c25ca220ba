"""The layers hold, and the tool that says so can say otherwise."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import imports

ROOT = Path(__file__).parents[2]
FOLDERS = ("suites", "fixtures", "schemas", "reports")


@pytest.fixture
def unpacked(tmp_path):
    """The package laid out as a wheel has it."""
    import shutil

    package = tmp_path / "booking_conformance"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "booking_conformance", package, ignore=ignored)
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, package / folder, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def contracts(folder):
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as l; l()", "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_layers_hold(unpacked):
    done = contracts(unpacked)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("fixtures/booking_system/data/money.py", "import booking_conformance.specification.calls"),
        ("fixtures/booking_system/rules/quotes.py", "from booking_conformance import schemas"),
        ("reports/page/html.py", "from booking_conformance.suites import c1"),
        ("recording/history.py", "from booking_conformance.check import verify"),
        ("check/planning/plan.py", "import booking_conformance.runner.run"),
        ("prove/trial.py", "import booking_conformance.fixtures.booking_system.web.server"),
        ("suites/c1/test_c1_omissions.py", "import httpx"),
    ],
)
def test_a_forbidden_import_is_refused(unpacked, file, line):
    planted = unpacked / "booking_conformance" / file
    planted.write_text(planted.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    done = contracts(unpacked)
    assert done.returncode == 1
    assert "BROKEN" in done.stdout


def test_a_package_without_a_floor_is_refused(unpacked):
    homeless = unpacked / "booking_conformance" / "homeless"
    homeless.mkdir()
    (homeless / "__init__.py").touch()
    done = contracts(unpacked)
    assert done.returncode == 1
    assert "homeless" in done.stdout


def test_no_file_knows_this_machine_or_a_registry():
    for file in ROOT.rglob("*"):
        made_here = {".git", "conformance-report", "build", "dist", ".venv"} & set(file.parts)
        if file.suffix in {".py", ".md", ".toml", ".yaml", ".json"} and not made_here:
            content = file.read_text(encoding="utf-8", errors="replace")
            assert "/work/" + "main" not in content, file
            assert "pypi" + ".org" not in content, file


def test_no_modules_import_each_other_in_a_circle():
    """Imports under TYPE_CHECKING and within functions count, too."""
    known = {name: path for name, path in imports.modules().items() if path.name != "__init__.py"}
    graph = {name: imports.imported(path, known) - {name} for name, path in known.items()}
    assert imports.circle(graph) == []


def test_a_circle_is_found():
    assert imports.circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})


def test_every_module_of_the_engine_is_imported_by_a_test():
    tests = list((ROOT / "tests").rglob("*.py"))
    known = {name: path for name, path in imports.modules().items() if path.name not in {"__init__.py", "__main__.py"}}
    seen = set().union(*(imports.imported(path, known) for path in tests))
    assert sorted(known.keys() - seen) == []
