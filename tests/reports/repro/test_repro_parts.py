"""The parts of a script: which variable signs in, what is paid, where opportunities come from, what is shown."""

import json
from dataclasses import replace

import pytest

from booking_conformance.recording import Document, Observation, Recording, Request, Response
from booking_conformance.reports.repro.connection import connection
from booking_conformance.reports.repro.credentials import ScriptCredentials
from booking_conformance.reports.repro.files import repro_scripts
from booking_conformance.reports.repro.names import Names
from booking_conformance.reports.repro.observed import Observed
from booking_conformance.reports.repro.opportunities import ScriptOpportunities
from booking_conformance.reports.repro.payments import ScriptPayments, is_to_be_paid
from booking_conformance.reports.repro.steps import failure_of
from booking_conformance.results import Evidence, Outcome, Verdict
from tests.support.results import result as run_result
from tests.support.samples import check, exchange

PARTNERS = {
    "primary": {"headers": {"X-Key": "**"}},
    "secondary": {"headers": {}, "token_url": "https://x/token", "client_id": "it's us", "oauth_scope": None},
}
CONFIGURATION = {"booking_partners": PARTNERS, "sellers": {"primary": {"id": "https://x/sellers/1", "headers": {}}}}
VARIABLES = {
    ("booking_partners", "primary", "headers", "X-Key"): "OUR_KEY",
    ("booking_partners", "secondary", "client_secret"): "THEIR_SECRET",
}


def sent(partner, *headers):
    return replace(exchange(1, "B", 200), partner=partner, request=Request("GET", "https://x/orders/1", headers))


def test_a_secret_is_a_variable_and_a_wrong_one_is_shown():
    credentials = ScriptCredentials(CONFIGURATION, VARIABLES)
    assert list(credentials.headers(sent("primary", ("X-Key", "«secret:primary.X-Key»")))) == [
        ("X-Key", "${OUR_KEY}", True)
    ]
    wrong = ("X-Key", "wrong-credential")
    assert list(credentials.headers(sent("primary", wrong))) == [(*wrong, False)]


def test_a_token_is_fetched_with_the_secret_of_its_partner():
    credentials = ScriptCredentials(CONFIGURATION, VARIABLES)
    (header,) = credentials.headers(sent("secondary", ("Authorization", "«secret:Authorization»")))
    assert header[1] == "Bearer ${SECONDARY_TOKEN}"
    needed, fetched = credentials.preparations()
    assert "THEIR_SECRET:?" in needed
    assert fetched == "SECONDARY_TOKEN=$(token 'https://x/token' 'it'\\''s us' \"${THEIR_SECRET}\" '')"


@pytest.mark.parametrize(
    ("network", "lines"),
    [
        ({"ca_bundle": None, "client_cert": None, "proxy": None}, []),
        ({"ca_bundle": "our ca.pem"}, ["curl() { command curl --cacert 'our ca.pem' \"$@\"; }"]),
        (
            {"client_cert": "own.pem", "proxy": "**********"},
            [
                ': "${NETWORK_PROXY:?Set it to the URL of the proxy.}"',
                (
                    "curl() { command curl --cert 'own.pem' --proxy \"${NETWORK_PROXY}\""
                    ' --noproxy localhost,127.0.0.1,::1 "$@"; }'
                ),
            ],
        ),
    ],
)
def test_curl_connects_as_the_run_did(network, lines):
    assert list(connection({"network": network})) == lines


@pytest.mark.parametrize(
    ("price", "prepayment", "paid"), [(5, "Required", True), (5, "Unavailable", False), (0, "", False)]
)
def test_what_is_to_be_paid(price, prepayment, paid):
    assert is_to_be_paid(Document({"price": price, "openBookingPrepayment": prepayment})) is paid


def test_a_payment_goes_with_the_total_of_the_fresh_quote():
    names = Names(frozenset())
    total = {"price": 0}
    body = json.dumps({"totalPaymentDue": total})
    booking = replace(exchange(2, "B", 200), request=Request("PUT", "https://x/orders/1", (), body))
    assert ScriptPayments(names).of(booking) is None
    names.hold("x0001", Document({"totalPaymentDue": total}))
    list(names.definitions(booking.sent, ""))
    changed, line = ScriptPayments(names).of(booking)
    assert names.in_text(changed) == '{"totalPaymentDue": ${TOTAL_1}${PAYMENT_1}}'
    assert line.startswith('PAYMENT_1=$(payment "${TOTAL_1}" ')


def test_an_opportunity_of_the_feeds_can_be_replaced_by_the_reader():
    fact = {"id": "https://x/1", "offer": {"@id": "https://x/o"}, "criterion": "Bookable", "type": "Slot"}
    facts = {"opportunities": {"https://x/1": {**fact, "seller": "primary", "created": False}}}
    found = ScriptOpportunities(facts, Recording("https://x", ()), Names(frozenset()))
    assert found.chosen[1:] == ["OPPORTUNITY_1=${OPPORTUNITY_1:-'https://x/1'}", "OFFER_1=${OFFER_1:-'https://x/o'}"]


def test_an_opportunity_whose_response_was_cut_off_is_not_looked_up():
    made = exchange(1, "test-opportunity", 200, '{"@id": "https://x/1"}')
    found = ScriptOpportunities({}, Recording("https://x", ()), Names(frozenset()))
    assert list(found.after(made)) == ["OPPORTUNITY_1=$(value e00001 '[\"@id\"]')"]
    cut = replace(made, response=replace(made.response, truncated=True))
    assert not list(ScriptOpportunities({}, Recording("https://x", ()), Names(frozenset())).after(cut))


def failing(evidence):
    return check(
        "c1.omits-customer", "A rule", ("c1-001",), Outcome("c1.omits-customer", Verdict.FAIL, "", (evidence,))
    )


def test_a_failure_outside_of_conversations_is_one_request():
    page = replace(exchange(1, "open-feed", 200), scenario="", response=Response(200, (), "{}"))
    broken = failing(Evidence("Wrong.", page.id, "/items"))
    failure = failure_of(broken, broken.instances, Recording("https://x", (page,)))
    assert (failure.steps, failure.shown) == ((page,), page.id)
    assert failure_of(broken, broken.instances, Recording("https://x", ())) is None


def test_each_failure_that_an_exchange_shows_has_a_script():
    page = replace(exchange(1, "open-feed", 200), scenario="", response=Response(200, (), "{}"))
    recording = Recording("https://x", (page,))
    shown, unshown = failing(Evidence("Wrong.", page.id, "/items")), failing(Evidence("Wrong."))
    assert [name for name, _ in repro_scripts(run_result(shown), recording, {}, {})] == ["c1.omits-customer.sh"]
    assert list(repro_scripts(run_result(unshown), recording, {}, {})) == []


def test_an_observation_speaks_of_what_the_feed_showed():
    page = exchange(1, "orders-feed", 200)
    observed = Observed("feed1", Observation("n", "f", "a", seen=True, value={"id": "u"}), page, page.started)
    assert observed.texts == ('{"id": "u"}',)
    assert observed.order_uuid is None
