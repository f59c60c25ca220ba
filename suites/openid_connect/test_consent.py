"""The authorization code flow: what a Seller's consent gives, and what it covers."""

from booking_conformance.check import check, verify
from booking_conformance.recording import Exchange, Reading

_SCENARIO = "openid-seller"
_RETURNED = ("refresh_token", "id_token")
_COVERED = ("C1", "C2", "quote-deletion")
_WHOLE = "Let token_command print the whole token response, or use login."


@check("openid-connect.code-flow-returns-tokens", cites=("auth-022",), scenario=_SCENARIO)
def test_code_flow_returns_tokens(conversation: Reading) -> None:
    """The authorization code flow returns a refresh token and an ID token along with the access token.

    Pass: with the scopes openactive-openbooking, openid and offline_access, it does. Warn: one of them is missing.
    Not run: no Seller has consented, or token_command prints only an access token.
    """
    members = conversation.fact("consent")["members"]
    discovery = conversation.success("discovery")
    if members == ["access_token"]:
        verify.beyond("The response of the token endpoint is not known.", remedy=_WHOLE)
    for name in _RETURNED:
        message = f"The authorization code flow returned no {name}."
        verify.require(name in members, message, at=discovery, expected=name, got=", ".join(members))


@check("openid-connect.refreshes", cites=("auth-022",), scenario=_SCENARIO)
def test_refreshes(conversation: Reading) -> None:
    """A refresh token gives a new access token.

    Pass: the token endpoint returns one, and C1 accepts it. Warn: it returns none, or C1 returns 401 or 403. Not
    applicable: there is no refresh token.
    """
    if "refresh_token" not in conversation.fact("consent")["members"]:
        verify.not_applicable("There is no refresh token.")
    answer = conversation.steps("refresh")[-1]
    verify.answered(answer, {200}, "The refresh token is refused.")
    verify.present(answer.answer["access_token"])
    quote = conversation.step("C1")
    if quote.status not in range(200, 500):
        verify.not_testable("C1 failed for another reason.", at=quote)
    verify.require(quote.status not in {401, 403}, "The new access token is refused.", at=quote, got=quote.status)


@check("openid-connect.consent-covers-booking", cites=("auth-020",), scenario=_SCENARIO)
def test_consent_covers_booking(conversation: Reading) -> None:
    """A Seller's consent to openactive-openbooking covers the calls for booking.

    Pass: none of C1, C2 and OrderQuote Deletion is refused as unauthorized. Warn: one is. Not testable: C1 does not
    succeed with the access token.
    """
    calls: list[Exchange] = [conversation.step(name) for name in _COVERED]
    first = calls[0]
    if not first.succeeded:
        verify.not_testable("C1 did not succeed with the access token.", at=first)
    for call in calls:
        covered = call.status not in {0, 401, 403} and call.status < 500
        verify.require(covered, f"The scope does not cover {call.step}.", at=call, got=verify.outcome(call))
