"""Whoever cannot reach the target is told what to do about it."""

import pytest

from booking_conformance.client.unreachable import THROUGH_PROXY, remedy_for, remedy_for_status

_VERIFY = "ConnectError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (f"{_VERIFY}certificate has expired (_ssl.c:1006)", "renewed"),
        (f"{_VERIFY}IP address mismatch, certificate is not valid for '10.1.1.1'. (_ssl.c:1006)", "a name that"),
        (f"{_VERIFY}self-signed certificate (_ssl.c:1006)", "network.ca_bundle"),
        (f"{_VERIFY}unable to get local issuer certificate (_ssl.c:1006)", "network.ca_bundle"),
        ("SSLError: [SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert certificate required", "client_cert"),
        ("ConnectError: [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)", "speak http"),
        ("ConnectError: [Errno -2] Name or service not known", "name of the host"),
        (f"{THROUGH_PROXY}ConnectError: All connection attempts failed", "network.proxy"),
        ("RemoteProtocolError: Server disconnected without sending a response.", "begin with https"),
        ("ConnectError: All connection attempts failed", "the network"),
    ],
)
def test_the_reason_says_what_to_do(reason, told):
    assert told in remedy_for(reason)


def test_a_proxy_that_wants_credentials_is_not_the_dataset_site():
    assert "network.proxy" in remedy_for_status(407)
    assert "target.dataset_site" in remedy_for_status(404)
