"""What is wrong with a configuration is one line per mistake, with the key and without a secret."""

import pytest
from pydantic import ValidationError

from booking_conformance.config import Configuration
from booking_conformance.config.complaints import complaint
from booking_conformance.config.secrets import literal_secrets

SITE = {"target": {"dataset_site": "https://x.example"}}


def lines(data):
    with pytest.raises(ValidationError) as raised:
        Configuration.model_validate({**SITE, **data})
    return complaint(raised.value).message.splitlines()


def test_every_mistake_is_a_line_of_its_own():
    found = lines({"limits": {"rate": 0}, "flows": {"simpel": True}, "target": {}})
    assert len(found) == 3
    assert 'flows.simpel: unknown key; did you mean "simple"?' in found
    assert "target.dataset_site: is required" in found


def test_a_secret_is_not_shown():
    text = "\n".join(lines({"booking_partners": {"primary": {"headers": {"X-Key": ["hunter2hunter2"]}}}}))
    assert "X-Key" in text
    assert "hunter2" not in text


def test_literal_secrets_are_named_by_their_keys():
    data = {"booking_partners": {"primary": {"headers": {"X-Key": "abc", "Y": "env:Y"}, "client_secret": "file:s"}}}
    assert literal_secrets(data) == ["booking_partners.primary.headers.X-Key"]
