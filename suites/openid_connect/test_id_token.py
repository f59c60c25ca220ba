"""The ID token: who signed it, for whom, and what it says of the Seller."""

from collections.abc import Mapping
from typing import Any

from booking_conformance.check import check, verify
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Document, Reading

_SCENARIO = "openid-seller"
_SELLER = {"sellerId": "seller.@id", "sellerName": "seller.name", "sellerUrl": "seller.url"}
_LOGO = {"sellerLogo": "seller.logo.url"}
_SERVICE = {"bookingServiceName": "bookingService.name", "bookingServiceUrl": "bookingService.url"}
_CLAIMS: Mapping[str, str] = {**_SELLER, **_LOGO, **_SERVICE}
_LIFETIME_S = 7 * 24 * 3_600


def _id_token(conversation: Reading, seller: str = "primary") -> Mapping[str, Any]:
    """Return what is known of a Seller's ID token; the check is not applicable without one."""
    known: Mapping[str, Any] = conversation.fact("id tokens").get(seller, {})
    if not known:
        verify.not_applicable("There is no ID token.")
    return known


@check("openid-connect.id-token-valid", cites=("auth-022",), scenario=_SCENARIO)
def test_id_token_valid(conversation: Reading) -> None:
    """The ID token is signed by the OpenID provider, names this client, and expires.

    Pass: a published key verifies it (any asymmetric algorithm), iss is the issuer, aud names the client, and exp is
    later than iat. Warn: one of these does not hold.
    """
    discovery, keys = conversation.success("discovery"), conversation.step("keys")
    known = _id_token(conversation)
    claims = known["claims"]
    why = known["unverified"]
    verify.require(not why, "No published key verifies the ID token.", at=keys, expected="a valid signature", got=why)
    issuer, client = discovery.answer["issuer"], conversation.fact("client")
    message = "The ID token has another issuer."
    verify.require(claims.get("iss") == issuer.text, message, at=issuer, got=f"iss = {claims.get('iss')}")
    audience = claims.get("aud")
    named = client in (audience if isinstance(audience, list) else [audience])
    verify.require(named, "The ID token is for another client.", at=discovery, expected=f"aud = {client}", got=audience)
    lasting = _number(claims.get("exp")) - _number(claims.get("iat"))
    message = "The ID token has no iat, or no later exp."
    verify.require(0 < lasting <= _LIFETIME_S, message, at=discovery, expected="exp > iat", got=f"{lasting:g} s")


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


@check("openid-connect.id-token-names-seller", cites=("auth-022",), scenario=_SCENARIO)
def test_id_token_names_seller(conversation: Reading) -> None:
    """The ID token contains the ID of the Seller.

    Pass: it has the claim https://openactive.io/sellerId. Warn: it does not.
    """
    discovery, known = conversation.success("discovery"), _id_token(conversation)
    name = f"{OPENACTIVE}sellerId"
    message = "The ID token does not contain the ID of the Seller."
    verify.require(name in known["claims"], message, at=discovery, expected=name, got=", ".join(known["claims"]))


@check("openid-connect.id-token-claims", cites=("auth-025",), scenario=_SCENARIO)
def test_id_token_claims(conversation: Reading) -> None:
    """ID token claims about the Seller and the booking service have the specified names, and match the responses.

    Pass: each claim that is present equals the matching property of seller or bookingService at C1. Fail: one differs,
    or its name lacks the prefix https://openactive.io/. Not applicable: there are no such claims or properties.
    """
    known, quote = _id_token(conversation), conversation.success("C1")
    bare = sorted(set(known["others"]) & _CLAIMS.keys())
    message = f"The names of these claims lack the prefix {OPENACTIVE}: {', '.join(bare)}."
    verify.require(not bare, message, at=quote, expected=f"{OPENACTIVE}sellerId …", got=", ".join(bare))
    claims = {name: known["claims"].get(f"{OPENACTIVE}{name}") for name in _CLAIMS}
    stated = [(name, _property(quote.answer, _CLAIMS[name])) for name, claim in claims.items() if claim is not None]
    both = [(name, place) for name, place in stated if place]
    for name, place in verify.each(both, "No claim of the ID token has a matching property at C1."):
        message = f"The claim {OPENACTIVE}{name} differs from the property."
        verify.require(place.text == claims[name], message, at=place, expected=claims[name])


def _property(answer: Document, path: str) -> Document:
    place = answer
    for name in path.split("."):
        place = place[name]
    return place


@check("openid-connect.subject-is-seller", cites=("auth-023",), scenario=_SCENARIO)
def test_subject_is_seller(conversation: Reading) -> None:
    """The subject of the ID token is the Seller and not the person who signed in.

    Pass: sub is the ID of the Seller, or another identifier that differs from Seller to Seller. Warn: it is an e-mail
    address, or the same for two Sellers. Not applicable: only one Seller has consented, so there is nothing to compare.
    """
    discovery, known = conversation.success("discovery"), _id_token(conversation)
    subject = known["claims"].get("sub")
    is_person = not isinstance(subject, str) or "@" in subject
    verify.require(not is_person, "The subject is not a Seller.", at=discovery, expected="the Seller", got=subject)
    if subject == known["claims"].get(f"{OPENACTIVE}sellerId"):
        return
    other = _id_token(conversation, "secondary")["claims"].get("sub")
    verify.require(subject != other, "Two Sellers have the same subject.", at=discovery, got=subject)
