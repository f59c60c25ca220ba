"""The Dockerfile, as far as it can be looked at without Docker: ``.ci/run`` builds it where there is a daemon."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
KNOWN = {"FROM", "COPY", "RUN", "ENV", "USER", "WORKDIR", "ENTRYPOINT", "CMD"}


def instructions():
    """Return each instruction with its argument, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n", " ", re.sub(r"(?m)^#.*\n", "", text)).splitlines()
    return [tuple(line.split(maxsplit=1)) for line in lines if line.strip()]


def last_stage():
    found = instructions()
    return found[max(index for index, (name, _) in enumerate(found) if name == "FROM") :]


def test_every_instruction_is_one():
    assert {name for name, _ in instructions()} <= KNOWN


def test_images_are_named_with_their_version():
    images = [argument.split()[0] for name, argument in instructions() if name == "FROM"]
    assert images
    assert all(re.fullmatch(r"python:3\.\d+-slim", image) for image in images)


def test_what_runs_is_not_root_and_has_no_sources():
    stage = last_stage()
    assert [argument for name, argument in stage if name == "USER"] == ["conformance"]
    assert all(argument.startswith("--from=build ") for name, argument in stage if name == "COPY")
    assert "useradd" in dict(stage)["RUN"]


def test_it_runs_the_command_that_the_package_installs():
    stage = dict(last_stage())
    assert stage["ENTRYPOINT"] == '["booking-conformance"]'
    assert "/opt/booking-conformance/bin" in stage["ENV"]
    assert any("/opt/booking-conformance/bin/python -m pip install" in argument for _, argument in instructions())
