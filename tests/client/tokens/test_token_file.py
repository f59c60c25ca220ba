"""The file of refresh tokens: nobody else can read it, and it is never half-written."""

import pytest

from booking_conformance.client.tokens.token_file import keep_consent, read_consents
from booking_conformance.errors import ConfigurationError

SELLER, OTHER = "https://a.example/1", "https://a.example/2"


def test_each_seller_has_an_entry_and_others_cannot_read_any(tmp_path):
    file = tmp_path / "tokens.json"
    keep_consent(file, SELLER, {"refresh_token": "one"})
    keep_consent(file, OTHER, {"refresh_token": "two"})
    keep_consent(file, SELLER, {"refresh_token": "three"})
    assert read_consents(file) == {SELLER: {"refresh_token": "three"}, OTHER: {"refresh_token": "two"}}
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["tokens.json"]


def test_without_a_file_nobody_has_consented(tmp_path):
    assert read_consents(tmp_path / "tokens.json") == {}


def test_a_file_that_others_can_read_is_refused(tmp_path):
    file = tmp_path / "tokens.json"
    keep_consent(file, SELLER, {"refresh_token": "one"})
    file.chmod(0o644)
    with pytest.raises(ConfigurationError, match="others can read"):
        read_consents(file)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1}', "\udcff"])
def test_another_file_is_refused_and_what_it_holds_is_not_told(tmp_path, text):
    file = tmp_path / "tokens.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    file.chmod(0o600)
    with pytest.raises(ConfigurationError, match="login"):
        read_consents(file)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ConfigurationError, match="cannot be written"):
        keep_consent(tmp_path / "none" / "tokens.json", SELLER, {})
