"""Dynamic client registration: a client registers itself, and can then be used like any other."""

from booking_conformance.check import check, verify
from booking_conformance.recording import Reading

_SCENARIO = "client-registration"
_INITIAL = "Configure initial_access_token of a booking partner."


@check("openid-connect.registers-clients", cites=("dcr-001",), scenario=_SCENARIO)
def test_registers_clients(conversation: Reading) -> None:
    """OAuth clients can register themselves.

    Pass: the discovery document names a registration_endpoint, which returns 201 (or 200) with a client_id and a
    client_secret. Fail: it does not. Not run: it asks for an initial access token, and none is configured.
    """
    verify.present(conversation.success("discovery").answer["registration_endpoint"])
    answer = conversation.step("registration")
    if answer.status in {401, 403} and not conversation.fact("initial access token"):
        verify.beyond("Registration needs an initial access token.", at=answer, remedy=_INITIAL)
    verify.answered(answer, {200, 201}, "No client is registered.")
    for name in ("client_id", "client_secret"):
        verify.require(bool(answer.answer[name].text), f"The client has no {name}.", at=answer.answer[name])


@check("openid-connect.registered-client-gets-token", cites=("dcr-002",), scenario=_SCENARIO)
def test_registered_client_gets_token(conversation: Reading) -> None:
    """A client that registered itself gets a token.

    Pass: the client credentials flow with the scope openactive-ordersfeed returns an access token. Fail: it does not.
    """
    conversation.success("registration")
    answer = conversation.steps("token of the registered client")[-1]
    verify.answered(answer, {200}, "The registered client gets no token.")
    verify.present(answer.answer["access_token"])
