"""The version of a proposal, whoever proposed it."""

from booking_conformance.check import check, not_applicable, require
from booking_conformance.openactive.identifiers import is_uuid
from booking_conformance.recording import Exchange, History


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
