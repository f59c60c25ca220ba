"""Whatever the documentation tells a reader to type is a command that exists, with words that select something."""

import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

from booking_conformance.check.planning.selection import select
from booking_conformance.check.registry import all_checks
from booking_conformance.cli.commands import commands
from booking_conformance.cli.output.explanation import explanation
from booking_conformance.config.loading import load, read_toml
from booking_conformance.embedded.known_faults import refuse_unknown_defects

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FILES = (
    "conformance.toml",
    "known-failures.txt",
    "traffic.har",
    "traffic.har.gz",
    "certifier.pem",
    "certifier.pem.pub",
)
FOLDERS = ("conformance-report", "report", "old-report", "new-report", "targets")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def blocks(page: Path, language: str) -> list[str]:
    """Return the contents of a page's code blocks in a language, without their indentation."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [re.sub(rf"(?m)^{indent}", "", body) for indent, body in found]


def commands_of(page: Path) -> list[list[str]]:
    """Return the suite's own commands in the shell blocks and the running text of a page."""
    text = page.read_text(encoding="utf-8")
    inline = [re.sub(r"\s+", " ", each) for each in re.findall(r"`(booking-conformance [^`]+)`", text)]
    lines = [part for block in blocks(page, "sh") for line in block.splitlines() for part in line.split("&&")]
    wanted = [*inline, *lines]
    return [shlex.split(line, comments=True)[1:] for line in wanted if line.strip().startswith("booking-conformance")]


COMMANDS = sorted({tuple(command) for page in PAGES for command in commands_of(page)})


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """A folder with the files that the documentation speaks of."""
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        (tmp_path / name).touch()
    for name in FOLDERS:
        (tmp_path / name).mkdir()


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_can_be_parsed(arguments, workplace):
    name, *rest = arguments
    command = commands.get_command(click.Context(commands), name)
    assert command is not None
    given = command.make_context(name, rest).params if rest else {}
    select(all_checks(), list(given.get("only") or ()))
    named = [fault for key in ("fault", "faults") for fault in given.get(key) or ()]
    refuse_unknown_defects([fault for fault in named if fault != "ID"], [])
    if name == "explain":
        assert explanation(given["name"])


def test_there_are_commands_to_parse():
    assert len(COMMANDS) > 30


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_configuration_is_one(page, tmp_path):
    for number, block in enumerate(blocks(page, "toml")):
        file = tmp_path / f"{number}.toml"
        file.write_text(block, encoding="utf-8")
        secrets = dict.fromkeys(re.findall(r"env:(\w+)", block), "not-a-secret-at-all")
        for name in re.findall(r"file:([\w.]+)", block):
            (tmp_path / name).write_text("not-a-secret-at-all", encoding="utf-8")
        assert load(file, environment=secrets).configuration.target.dataset_site
        assert read_toml(file)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_can_be_read(page):
    for block in blocks(page, "python"):
        compile(block, page.name, "exec")
    for block in blocks(page, "yaml"):
        assert yaml.safe_load(block)
