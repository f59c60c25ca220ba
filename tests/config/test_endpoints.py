"""The URLs of a configuration: what is refused, and what is warned of."""

import pytest

from booking_conformance.config.endpoints import readable_urls, refuse_other_urls
from booking_conformance.config.loading import load
from booking_conformance.errors import ConfigurationError


def configured(dataset_site="https://example.com/openactive", token_url=None, **target):
    data = {"target": {"dataset_site": dataset_site, **target}, "sellers": {"primary": {"id": "https://example.com/1"}}}
    if token_url:
        data["booking_partners"] = {"primary": {"token_url": token_url, "client_id": "a", "client_secret": "b"}}
    return load(data=data, environment={}).configuration


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"dataset_site": "ftp://example.com"}, "target.dataset_site: must be an"),
        ({"dataset_site": "https:///path"}, "target.dataset_site: must be an"),
        ({"origins": ["https://a.example", "file:///etc"]}, r"target.origins\[1\]"),
        ({"dataset_site": "https://example.com:99999/"}, "target.dataset_site: must be an"),
        ({"dataset_site": "https://example.com/a b"}, "target.dataset_site: must be an"),
        ({"dataset_site": "https://example.com/\n"}, "target.dataset_site: must be an"),
        ({"base_uri": "https://example.com/api?v=1"}, "target.base_uri: must not have a query"),
        ({"dataset_site": "https://me:secret@example.com"}, "must not contain a user name or password"),
    ],
)
def test_a_url_that_is_not_one_is_refused_by_its_key(change, key):
    with pytest.raises(ConfigurationError, match=key):
        refuse_other_urls(configured(**change))


@pytest.mark.parametrize(
    ("token_url", "warned"),
    [
        ("http://login.example.com/token", ["booking_partners.primary.token_url"]),
        ("https://login.example.com/token", []),
        ("http://127.0.0.1:8000/token", []),
    ],
)
def test_a_token_endpoint_that_anybody_on_the_way_can_read_is_warned_of(token_url, warned):
    assert readable_urls(configured(token_url=token_url)) == warned


@pytest.mark.parametrize("proxy", ["proxy.example:3128", "ftp://me:geheim@proxy.example", "http://proxy.example:port"])
def test_a_proxy_that_is_no_url_is_refused_without_being_shown(proxy):
    with pytest.raises(ConfigurationError, match=r"network\.proxy: must be") as raised:
        load(data={"target": {"dataset_site": "https://a.example/"}, "network": {"proxy": proxy}}, environment={})
    assert "geheim" not in str(raised.value)


def test_the_password_of_a_proxy_is_not_written():
    data = {"target": {"dataset_site": "https://a.example/"}, "network": {"proxy": "http://me:geheim@p.example"}}
    assert "geheim" not in load(data=data, environment={}).configuration.model_dump_json()
