"""The version and the status of a proposal, whoever proposed it."""

from booking_conformance.check import check, not_applicable, require
from booking_conformance.openactive.identifiers import is_uuid
from booking_conformance.recording import Exchange, History

_AWAITING = "AwaitingSellerConfirmation"


@check("p.new-proposal-awaits", cites=("p-002",), calls=("P",), feature="approval", examples=("proposal",))
def test_new_proposal_awaits(exchange: Exchange, history: History) -> None:
    """Whatever is newly proposed awaits its Seller.

    Pass: the first P after a quote under its Order UUID returns AwaitingSellerConfirmation. Fail: another status. Not
    applicable: it returns none, was sent before, or no quote was recorded: the proposal may then have been made, and
    decided on, before.
    """
    said, status = history.before(exchange), exchange.answer["orderProposalStatus"]
    quoted = any(earlier.call in {"C1", "C2"} and earlier.surely_before(exchange) for earlier in said)
    if not exchange.succeeded or not status or not quoted or any(earlier.call == "P" for earlier in said):
        not_applicable("It is not known whether this proposal is new, or it has no status.")
    message = "A new proposal must await its Seller."
    require(_AWAITING in str(status.plain()), message, at=status, expected=_AWAITING)


@check("p.version-of-its-proposal", cites=("p-004", "p-005"), calls=("P",), feature="approval", examples=("proposal",))
def test_version_of_its_proposal(exchange: Exchange, history: History) -> None:
    """Each successful P returns a version that is made of the proposal's @id, /versions/ and a UUID of its own.

    Pass: it has this form. Fail: it has another form, or contains an invalid UUID or the Order UUID. Not applicable:
    the response has no version, which its schema demands, or no @id.
    """
    version, identifier = exchange.answer["orderProposalVersion"], exchange.answer["@id"].text
    if not exchange.succeeded or version.text is None or identifier is None:
        not_applicable("The response has no version, or no @id.")
    start, _, last = version.text.rpartition("/")
    message, form = "The version does not have this form.", f"{identifier}/versions/<UUID>"
    require(start == f"{identifier}/versions", message, at=version, expected=form, requirement="p-004")
    right = is_uuid(last) and last.lower() != (exchange.order_uuid or "").lower()
    require(right, message, at=version, expected=f"{form}, not the Order UUID", requirement="p-005")
