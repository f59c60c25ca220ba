import pytest

from booking_conformance.config.loading import Loaded, load
from booking_conformance.errors import ConfigurationError


def loaded(tmp_path, header: str, site: str = "https://example.org/", **environment: str) -> Loaded:
    file = tmp_path / "conformance.toml"
    file.write_text(
        f'[target]\ndataset_site = "{site}"\n[booking_partners.primary]\nheaders = {{ X-Key = "{header}" }}'
    )
    return load(file, environment=environment)


def key(result: Loaded) -> str:
    return result.configuration.booking_partners["primary"].headers["X-Key"].get_secret_value()


def test_a_secret_from_the_environment(tmp_path):
    assert key(loaded(tmp_path, "env:KEY", KEY="s3cret")) == "s3cret"


def test_a_secret_from_a_file_beside_the_configuration(tmp_path):
    (tmp_path / "key.txt").write_text("s3cret\n")
    assert key(loaded(tmp_path, "file:key.txt")) == "s3cret"


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_a_secret(coding, tmp_path):
    (tmp_path / "key.txt").write_bytes("s3cret\r\n".encode(coding))
    assert key(loaded(tmp_path, "file:key.txt")) == "s3cret"


def test_a_missing_variable_is_named_with_its_key(tmp_path):
    with pytest.raises(ConfigurationError, match=r"booking_partners\.primary\.headers\.X-Key: .* KEY is not set"):
        loaded(tmp_path, "env:KEY")


def test_all_that_is_missing_is_named_at_once(tmp_path):
    primary, secondary = {"X-A": "env:A", "X-B": "file:nowhere"}, {"X-C": "env:C"}
    partners = {"primary": {"headers": primary}, "secondary": {"headers": secondary}}
    data = {"target": {"dataset_site": "https://example.org/"}, "booking_partners": partners}
    with pytest.raises(ConfigurationError) as raised:
        load(data=data, environment={})
    lines = raised.value.message.splitlines()
    assert [line.partition(":")[0].rpartition(".")[2] for line in lines] == ["X-A", "X-B", "X-C"]
    assert "export C=" in raised.value.hint


def test_a_missing_file_is_named_with_its_key(tmp_path):
    with pytest.raises(ConfigurationError, match=r"primary\.headers\.X-Key: the file .*nowhere cannot be read"):
        loaded(tmp_path, "file:nowhere")


def test_a_literal_secret_is_warned_of(tmp_path):
    result = loaded(tmp_path, "s3cret")
    assert "booking_partners.primary.headers.X-Key contains a literal secret" in result.warnings[0]
    assert "s3cret" not in result.warnings[0]


def test_a_literal_secret_for_loopback_is_no_matter(tmp_path):
    assert loaded(tmp_path, "s3cret", "http://127.0.0.1:4000/").warnings == ()


def test_a_referred_secret_is_not_warned_of(tmp_path):
    assert loaded(tmp_path, "env:KEY", KEY="x").warnings == ()


def test_the_configuration_does_not_show_its_secrets(tmp_path):
    assert "s3cret" not in repr(loaded(tmp_path, "s3cret").configuration)
