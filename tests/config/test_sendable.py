"""Headers that HTTP cannot carry are refused when they are configured, and their values never shown."""

import pytest
from pydantic import SecretStr

from booking_conformance.config.sendable import sendable, sendable_text


def test_blanks_around_a_value_are_not_sent():
    assert sendable({"X-Api-Key": SecretStr(" geheim\t")})["X-Api-Key"].get_secret_value() == "geheim"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Api-Key", "geheim\nX-Evil: 1"),
        ("X-Api-Key", "geheim\0"),
        ("X-Api-Key", "gehéim"),
        ("X Api Key", "geheim"),
        ("X-Api-Key:", "geheim"),
        ("", "geheim"),
        ("Content-Length", "5"),
    ],
)
def test_what_no_header_can_be_is_refused(name, value):
    with pytest.raises(ValueError, match=r"cannot be the name|cannot have") as raised:
        sendable({name: SecretStr(value)})
    assert "geh" not in str(raised.value)


@pytest.mark.parametrize("text", ["", " ", "a\nb", "café"])
def test_a_user_agent_that_cannot_be_sent_is_refused(text):
    with pytest.raises(ValueError, match="printable ASCII"):
        sendable_text(text)
