"""B for a proposal that was rejected, or for a version of it that was amended since, in whatever recording."""

from booking_conformance.check import check, not_applicable, outcome, require
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Exchange, History, NotRecorded

_REJECTED = f"{OPENACTIVE}CustomerRejected"
_AWAITING = "AwaitingSellerConfirmation"


@check("p.rejected-never-booked", cites=("p-038", "p-039"), calls=("B",), feature="approval",
       examples=("proposal-rejection",))  # fmt: skip
def test_rejected_never_booked(exchange: Exchange, history: History) -> None:
    """B never makes an Order of a proposal that the customer or the Seller rejected.

    Pass: after a PATCH to CustomerRejected that succeeded, or a page of a feed that shows the proposal as rejected, B
    is refused. Fail: it succeeds. Not applicable: the recording shows no rejection before B, or shows that the Order
    had been made, or proposed anew.
    """
    said = [each for each in history.before(exchange) if each.succeeded]
    page = history.proposals.rejected(exchange.partner, exchange.order_uuid or "")
    shown = [page] if page is not None else []
    rejected = (each for each in (*shown, *filter(_is_rejection, said)) if each.surely_before(exchange))
    rejections = sorted(rejected, key=lambda each: each.started)
    if not rejections or any(each.call == "B" for each in said):
        not_applicable("No proposal was rejected before.")
    if any(each.call == "P" and not each.surely_before(rejections[-1]) for each in said):
        not_applicable("The recording shows another proposal since.")
    if not exchange.succeeded and not exchange.error_type:
        not_applicable("The refusal does not say what it is.")
    message = f"B succeeded for a proposal that had been rejected ({rejections[-1].id})."
    require(not exchange.succeeded, message, at=exchange, expected="a refusal", got=outcome(exchange))


def _is_rejection(exchange: Exchange) -> bool:
    try:
        return exchange.call == "proposal-update" and exchange.sent["orderProposalStatus"].text == _REJECTED
    except NotRecorded:
        return False


@check("p.outdated-never-booked", cites=("p-033", "p-041"), calls=("B",), feature="approval",
       examples=("proposal-amendment", "proposal-approval"))  # fmt: skip
def test_outdated_never_booked(exchange: Exchange, history: History) -> None:
    """B never makes an Order of the version of a proposal from before an amendment.

    Pass: B with the orderProposalVersion that P returned for a proposal that awaits its Seller is refused, if a page of
    a feed showed another version in between. Fail: it succeeds. Not applicable: the recording shows no such P, or no
    other version before B, or the Order had been made.
    """
    version = exchange.sent["orderProposalVersion"].text
    proposal = history.last_success(exchange, "P") if version else None
    if proposal is None or history.last_success(exchange, "B") is not None or not _awaits(proposal, version):
        not_applicable("The recording shows no P that made this version.")
    shown = history.proposals.versions(exchange.partner, exchange.order_uuid or "")
    others = [page for other, page in shown.items() if other != version]
    since = [page for page in others if proposal.surely_before(page) and page.surely_before(exchange)]
    if not since or not (exchange.succeeded or exchange.error_type):
        not_applicable("The recording shows no other version before B, or not what B was refused with.")
    message = f"B succeeded with a version that had been amended ({since[0].id})."
    expected, got = "OrderProposalVersionOutdatedError", outcome(exchange)
    require(not exchange.succeeded, message, at=exchange, expected=expected, got=got)


def _awaits(proposal: Exchange, version: str | None) -> bool:
    """Return whether P returned a version of a proposal that nobody had accepted or amended: the first there was."""
    try:
        answer = proposal.answer
    except NotRecorded:
        return False
    return answer["orderProposalVersion"].text == version and _AWAITING in str(answer["orderProposalStatus"].plain())
