"""The client credentials flow: a booking partner's own token gives access to the Orders feed, and to nothing else."""

from booking_conformance.check import check, verify
from booking_conformance.recording import Exchange, Reading

_SCENARIO = "openid-client"
_TOKEN = "token for the Orders feed"  # noqa: S105 - it is the name of a step
_SHORTEST, _LONGEST = 840, 960
_SERVER_ERROR = 500


def _token(conversation: Reading) -> Exchange:
    """Return the answer of the token endpoint that stands: where HTTP Basic is refused, the one to the form."""
    return conversation.steps(_TOKEN)[-1]


@check("openid-connect.orders-feed-token", cites=("auth-024",), scenario=_SCENARIO)
def test_orders_feed_token(conversation: Reading) -> None:
    """A client credentials token with the scope openactive-ordersfeed gives access to the Orders feed.

    Pass: the token endpoint returns an access token, and the Orders feed returns 200 for it. Warn: it does not.
    Not run: no booking partner is configured as an OAuth client.
    """
    answer = _token(conversation)
    verify.answered(answer, {200}, "The client got no token for the Orders feed.")
    verify.present(answer.answer["access_token"])
    verify.answered(conversation.step("Orders feed"), {200}, "The Orders feed refuses the token.")


@check("openid-connect.orders-feed-token-books-nothing", cites=("auth-020",), scenario=_SCENARIO)
def test_orders_feed_token_books_nothing(conversation: Reading) -> None:
    """A token with the scope openactive-ordersfeed alone does not cover C1.

    Pass: C1 with it is refused. Warn: C1 succeeds, although no Seller has consented.
    """
    conversation.success("Orders feed")
    quote = conversation.step("C1 with the token for the Orders feed")
    verify.refused(quote, message="The token covers the Orders feed only.")


@check("openid-connect.wrong-secret-gets-no-token", cites=("auth-001",), scenario=_SCENARIO)
def test_wrong_secret_gets_no_token(conversation: Reading) -> None:
    """The token endpoint gives no token to a client with a wrong secret.

    It is asked with the client's secret and a few letters more, and with the first half of it. Pass: each is refused,
    with whatever error of the 4xx. Fail: one is answered with a token. Not applicable: the client has no secret. Not
    testable: the client gets no token with the right secret, either, or the token endpoint is broken.
    """
    if conversation.has("Orders feed") and not conversation.has("wrong secret: lengthened"):
        verify.not_applicable("The client has no secret.")
    for exchange in conversation.steps("wrong secret: "):
        message, got = "A client with a wrong secret must get no token.", verify.outcome(exchange)
        verify.require(not exchange.succeeded, message, at=exchange, expected="a refusal", got=got)
        if exchange.status >= _SERVER_ERROR:
            verify.not_testable("The token endpoint neither served nor refused the request.", at=exchange)


@check("openid-connect.tokens-expire", cites=("auth-019",), scenario=_SCENARIO)
def test_tokens_expire(conversation: Reading) -> None:
    """Access tokens expire after 15 minutes.

    Pass: expires_in is within a minute of 900 seconds. Warn: it is something else, or missing.
    Not testable: there is no token.
    """
    answer = _token(conversation)
    if not answer.succeeded:
        verify.not_testable("The client got no token.", at=answer)
    lasting = answer.answer["expires_in"]
    seconds = lasting.integer or 0
    near = _SHORTEST <= seconds <= _LONGEST
    verify.require(near, "The access token does not expire after 15 minutes.", at=lasting, expected=900)
