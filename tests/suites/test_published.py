"""The specification's own 38 messages pass every exchange check, but for the exceptions named here."""

from booking_conformance.results import Verdict
from tests.support.judged import findings
from tests.support.published import BASE_PATH, NO_EXCHANGE, ORIGIN, PAIRS, exchanges

ILLUSTRATIVE = "illustrative: the prices of the examples do not add up"
_SPACES = "illustrative: what is full has 20 spaces left"
_LEASE = "illustrative: the lease ended a week before the Date of the response"
_EARLY = "illustrative: by its Date the response came before the booking window of the offer opened"
EXCEPTIONS = {
    ("OrderQuoteCreationC1Response", "quotes.unbookable-never-offered"): _EARLY,
    ("OrderQuoteCreationC2Response", "quotes.unbookable-never-offered"): _EARLY,
    ("OrderQuoteCreationC1Response", "leasing.expires-in-future"): _LEASE,
    ("OrderQuoteCreationC2Response", "leasing.expires-in-future"): _LEASE,
    ("OrderQuoteCreationC1Response", "money.total-is-sum"): ILLUSTRATIVE,
    ("OrderQuoteCreationC2Response", "money.total-is-sum"): ILLUSTRATIVE,
    ("OrderProposalCreationResponse", "money.total-is-sum"): ILLUSTRATIVE,
    ("OrderCreationResponse", "money.total-is-sum"): ILLUSTRATIVE,
    ("OrderQuoteCreationC1OrderItemErrorResponse", "quotes.errors-agree-with-spaces"): _SPACES,
    ("OrderQuoteCreationC2OrderItemErrorResponse", "quotes.errors-agree-with-spaces"): _SPACES,
    ("OrderStatusResponse", "money.total-without-cancelled-items"): ILLUSTRATIVE,
    ("OrderFeedResponse", "money.total-without-cancelled-items"): ILLUSTRATIVE,
}
# The examples give errors neither a name nor an instance, and offers no ageRestriction; all are recommended.
RECOMMENDED = frozenset({"errors.describes-occurrence", "errors.named-alike", "messages.offer-has-recommended"})


def test_every_message_is_part_of_an_exchange(shared):
    names = {file.stem for file in (shared / "examples/specification-http").glob("*.http")}
    assert len(names) == 38
    assert {name for pair in PAIRS for name in pair} | NO_EXCHANGE == names


def test_messages_pass_every_exchange_check(shared):
    recorded = exchanges(shared / "examples/specification-http")
    names = {exchange.id: name for name, exchange in recorded}
    found = list(findings([exchange for _, exchange in recorded], ORIGIN + BASE_PATH))
    lean = [finding for finding in found if finding.check in RECOMMENDED]
    assert {finding.verdict for finding in lean} == {Verdict.WARN}
    others = (finding for finding in found if finding.check not in RECOMMENDED)
    assert {(names[finding.exchange.id], finding.check) for finding in others} == set(EXCEPTIONS)
