"""The OpenID provider: where it is, and what it publishes of itself."""

from booking_conformance.check import check, verify
from booking_conformance.errors import NotADatasetSite
from booking_conformance.openactive.dataset_site import access_service, parse_dataset_site
from booking_conformance.recording import Document, Exchange, History, Reading
from booking_conformance.specification.formats import is_uri
from booking_conformance.urls import host_of, is_loopback

_SCENARIO = "openid-discovery"
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@check("openid-connect.authority-named", cites=("ds-008",), calls=("dataset-site",), feature="oidc",
       promised=True)  # fmt: skip
def test_authority_named(exchange: Exchange, history: History) -> None:
    """The dataset site names the OpenID provider.

    Pass: accessService has an absolute authenticationAuthority. Fail: it has none.
    """
    if exchange.response is None or exchange.status != 200:
        verify.not_applicable("No dataset site was returned.")
    try:
        site = parse_dataset_site(exchange.text)
    except NotADatasetSite as error:
        verify.not_testable(f"There is no Dataset: {error.message}.", at=exchange)
    named = access_service(Document(site.document, "", exchange.id))["authenticationAuthority"]
    verify.present(named, "The dataset site names no OpenID provider, although one is declared.")
    verify.require(is_uri(named.text or ""), "authenticationAuthority is not an absolute URL.", at=named)


@check("openid-connect.discovery", cites=("ds-008",), scenario=_SCENARIO)
def test_discovery(conversation: Reading) -> None:
    """The OpenID provider publishes its discovery document.

    Pass: below authenticationAuthority, /.well-known/openid-configuration returns 200 with that location as its issuer,
    and with the https URLs of its authorization and token endpoints and of its keys (on a loopback host, http passes).
    Fail: it does not. Not run: the provider is at another origin, which the configuration does not name.
    """
    found = conversation.step("discovery")
    verify.answered(found, {200}, "There is no discovery document.")
    issuer, authority = found.answer["issuer"], conversation.fact("authority")
    same = (issuer.text or "").rstrip("/") == authority
    verify.require(same, "The issuer is not the authenticationAuthority.", at=issuer, expected=authority)
    for name in _ENDPOINTS:
        url = found.answer[name]
        verify.require(_is_safe(url.text or ""), f"{name} is not an https URL.", at=url, expected="https://…")


def _is_safe(url: str) -> bool:
    return is_uri(url) and (url.lower().startswith("https://") or is_loopback(host_of(url)))


@check("openid-connect.publishes-keys", cites=("ds-008",), scenario=_SCENARIO)
def test_publishes_keys(conversation: Reading) -> None:
    """The OpenID provider publishes the keys that verify its ID tokens.

    Pass: jwks_uri returns a JSON Web Key Set with at least one key. Fail: it does not.
    """
    found = conversation.step("keys")
    verify.answered(found, {200}, "The keys are not returned.")
    keys = found.answer["keys"]
    kinds = [key["kty"].text for key in keys.each()]
    verify.require(bool(kinds) and all(kinds), "There is no key.", at=keys, expected="a list of keys with kty")


@check("openid-connect.code-flow-offered", cites=("auth-017",), scenario=_SCENARIO, feature="oidc+multiple-sellers")
def test_code_flow_offered(conversation: Reading) -> None:
    """Where there are several Sellers, each can consent by the authorization code flow.

    Pass: response_types_supported contains code. Warn: it does not.
    """
    types = conversation.success("discovery").answer["response_types_supported"]
    offered = [each.text for each in types.each()]
    verify.require("code" in offered, "The authorization code flow is not offered.", at=types, expected="code")
