"""What to do where a target cannot be reached, by what the attempt said."""

from __future__ import annotations

from http import HTTPStatus

THROUGH_PROXY = "through network.proxy: "
_FOR_INIT = "; for init, in BOOKING_CONFORMANCE_NETWORK__CA_BUNDLE."

# Each with a part of the reason, as Python, OpenSSL or httpx words it; the first that fits counts.
_REMEDIES = (
    ("certificate has expired", "Its certificate has to be renewed, unless the clock of this machine is wrong."),
    ("certificate is not valid for", "Use a name that its certificate states, or give it one for this name."),
    ("certificate is not yet valid", "Is the clock of this machine right?"),
    (
        "self-signed certificate",
        f"If you trust it, give its certificate, or that of its CA, as network.ca_bundle{_FOR_INIT}",
    ),
    ("unable to get local issuer", f"If you trust it, give the certificate of its CA as network.ca_bundle{_FOR_INIT}"),
    ("certificate required", "It wants a client certificate: give one as network.client_cert."),
    ("WRONG_VERSION_NUMBER", "It seems to speak http at that port, not https: check the URL."),
    ("UNSUPPORTED_PROTOCOL", "It has to offer TLS 1.2 or later."),
    ("Name or service not known", "Check the name of the host in the URL."),
    ("nodename nor servname", "Check the name of the host in the URL."),
    (THROUGH_PROXY, "Check network.proxy, and that the proxy can reach the URL."),
    ("disconnected without sending", "Check the URL: should it begin with https?"),
)
_OTHERWISE = "Check the URL, the network and TLS."


def remedy_for(reason: str) -> str:
    """Return what to do about a request that was not answered, by the reason for that."""
    return next((remedy for part, remedy in _REMEDIES if part in reason), _OTHERWISE)


def remedy_for_status(status: int) -> str:
    """Return what to do where a page was answered, but not with success."""
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return "The proxy wants credentials: network.proxy = http://USER:PASSWORD@HOST:PORT."
    return "Check target.dataset_site."
