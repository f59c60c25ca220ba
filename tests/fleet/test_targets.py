"""What the targets of a fleet are, and which hosts their runs load."""

import pytest

from booking_conformance.errors import UsageError
from booking_conformance.fleet.targets import FleetTarget, fleet_targets


def _written(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")


def _names(place):
    return [target.name for target in fleet_targets(place)]


def test_a_folder_has_a_target_for_each_configuration(tmp_path):
    _written(tmp_path, "b.toml", "a.toml", ".hidden.toml", "notes.txt")
    assert _names(tmp_path) == ["a", "b"]


def test_a_list_names_configurations_beside_it(tmp_path):
    _written(tmp_path, "x/a.toml", "y/a.toml")
    (tmp_path / "list.txt").write_text("x/a.toml  # the first\n\n# none\ny/a.toml\n", encoding="utf-8")
    found = fleet_targets(tmp_path / "list.txt")
    assert [(target.name, target.file.exists()) for target in found] == [("a", True), ("a.2", True)]


def test_one_configuration_is_a_fleet_of_one(tmp_path):
    _written(tmp_path, "a.toml")
    assert _names(tmp_path / "a.toml") == ["a"]


@pytest.mark.parametrize("name", ["...toml", "a b\n<script>.toml", "-.toml"])
def test_a_name_can_be_that_of_a_folder(tmp_path, name):
    _written(tmp_path, name)
    (found,) = _names(tmp_path / name)
    assert found.strip(".")
    assert not set(found) & set("/ <>\n")


def test_nothing_named_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="names no configuration"):
        fleet_targets(tmp_path)


def _hosts(tmp_path, text):
    (tmp_path / "c.toml").write_text(text, encoding="utf-8")
    return FleetTarget("c", tmp_path / "c.toml").hosts


def test_hosts_are_those_that_the_configuration_names(tmp_path):
    text = '[target]\ndataset_site = "https://A.example/d"\nbase_uri = "https://api.a.example/v1"'
    assert _hosts(tmp_path, text) == {"a.example", "api.a.example"}


def test_on_this_machine_each_port_is_a_host(tmp_path):
    assert _hosts(tmp_path, '[target]\ndataset_site = "http://127.0.0.1:8080/"') == {"http://127.0.0.1:8080"}


@pytest.mark.parametrize("text", ["][", "[target]\ndataset_site = 7", "x = " + "[" * 5000])
def test_a_configuration_that_cannot_be_read_has_no_hosts(tmp_path, text):
    assert _hosts(tmp_path, text) == frozenset()


def test_a_missing_configuration_has_no_hash(tmp_path):
    assert FleetTarget("c", tmp_path / "c.toml").hash == ""
