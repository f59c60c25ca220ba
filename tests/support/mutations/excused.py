"""Checks that pass although something was taken away from a recording, and why they may."""

_BY_STATUS = "It judges the status or the address, which stay."
_WHOLE = "It judges the whole answer, of which the members of its lists are a part."
_ORDER_ITSELF = "It judges what stands in the Order itself, too."
_COMPARED = "It compares all that two answers have; this is a part of it."
_NOT_CANCELLED = "It reads the status only to pass over what is cancelled."
_SEEN = "The scenario saw in the feed what it waited for; the document is evidence only."
_FREED = "It judges the open feed after the deletions; the answers only say which Orders were booked."
_OTHER_METHODS = "It judges requests of many methods; those that read are a part of them, and may end at a gateway."
_STATUS_TOO = "It judges C1, C2 and B; Order Status only where it returns the Order."
_ABSENT = "It judges that the feed does not show something, by a later change that came through the same feed."

# A closed list: a check comes here when what it judges cannot be taken away in this manner.
EXCUSED: dict[str, dict[str, str]] = {
    "emptied": {
        "sequences.deleted-in-feed": _ABSENT,
        "access-control.foreign-proposal-update-has-no-effect": _SEEN,
        "access-control.foreign-quote-not-readable": _BY_STATUS,
        "p.earlier-amendment-refused": "It judges a refusal; the feed only says which error that has to be.",
        "b.last-space-goes-once": _SEEN,
        "b.takes-capacity": _SEEN,
        "order-cancellation.frees-capacity": _SEEN,
        "order-cancellation.two-at-once-both-hold": _SEEN,
        "order-deletion.frees-capacity": _SEEN,
        "order-states.refusals-change-nothing": _BY_STATUS,
        "sequences.calls-succeed": _BY_STATUS,
    },
    "without members": {
        "sequences.deleted-in-feed": _ABSENT,
        "order-states.refusals-change-nothing": _COMPARED,
        "order-cancellation.two-at-once-both-hold": _SEEN,
        "sequences.calls-succeed": _BY_STATUS,
        "sequences.deletion-gives-all-back": _FREED,
        "orders-feed.modified-grows": "It judges two changes that the scenario saw; the pages read later are a third.",
    },
    "without orderItemStatus": {
        "orders-feed.states-excluded-tax": _NOT_CANCELLED,
        "order-states.refusals-change-nothing": _COMPARED,
        "order-cancellation.two-at-once-both-hold": _SEEN,
        "money.b2b-tax-gross": _NOT_CANCELLED,
        "money.b2b-tax-net": _NOT_CANCELLED,
        "money.b2c-tax-gross": _NOT_CANCELLED,
        "money.b2c-tax-net": _NOT_CANCELLED,
        "order-status.returns-order": _COMPARED,
        "orders-feed.is-subset-of-b": _COMPARED,
    },
    "without price": {},
    "without modified": {},
    "unseen": {
        "sequences.deleted-in-feed": _ABSENT,
        "access-control.other-methods-need-credentials": _OTHER_METHODS,
        "access-control.other-methods-tell-partners-nothing": _OTHER_METHODS,
        "access-control.other-methods-tell-sellers-nothing": _OTHER_METHODS,
        "quotes.opportunities-equal-open-feed": _STATUS_TOO,
        "quotes.opportunities-have-recommended": _STATUS_TOO,
        "quotes.opportunities-have-required": _STATUS_TOO,
        "order-deletion.not-deleted-if-never-in-feed": _ABSENT,
        "order-quote-deletion.leaves-feed-entry": _ABSENT,
        "orders-feed.approved-order-stays-out": _ABSENT,
        "orders-feed.new-order-stays-out": _ABSENT,
        "proposals-feed.apart-from-orders": _ABSENT,
        "proposals-feed.omits-unchanged-proposal": _ABSENT,
    },
    "crashed": {
        "group-booking.accepts-attending-customer": "It reads other groups only to see how many may attend.",
    },
    "exchange emptied": {},
    "exchange without members": {
        "money.no-payment-unless-paid": _ORDER_ITSELF,
        "messages.absolute-ids": _WHOLE,
        "messages.extensions-not-echoed": _WHOLE,
        "messages.no-tax-when-excluded": _WHOLE,
        "money.one-currency": _WHOLE,
        "rpde.last-page": "A last page is one without items.",
    },
    "with bare members": {
        "authenticated-checkout.no-empty-members": _WHOLE,
        "authenticated-checkout.repeats-request": _ORDER_ITSELF,
        "group-booking.no-empty-members": _WHOLE,
        "group-booking.repeats-request": _ORDER_ITSELF,
        "standalone-checkout.no-empty-members": _WHOLE,
        "sequences.deleted-in-feed": _ABSENT,
        "order-states.refusals-change-nothing": _COMPARED,
        "payment.dynamic-feed-without-prices": _ORDER_ITSELF,
        "payment.dynamic-without-prices": _ORDER_ITSELF,
        "order-cancellation.two-at-once-both-hold": _SEEN,
        "sequences.calls-succeed": _BY_STATUS,
        "sequences.deletion-gives-all-back": _FREED,
        "openid-connect.code-flow-offered": "It judges a list of texts, which stay.",
        "orders-feed.modified-grows": "It judges two changes that the scenario saw; the pages read later are a third.",
        "orders-feed.no-personal-data": "It judges the text of every page that the run read.",
        "orders-feed.repeats-nested-properties": _ORDER_ITSELF,
        "orders-feed.total-falls": _ORDER_ITSELF,
        "p.b-after-approval-succeeds": "It counts the items; another check judges what they are.",
    },
    "exchange with bare members": {
        "money.no-payment-unless-paid": _ORDER_ITSELF,
        "messages.absolute-ids": _WHOLE,
        "messages.context": "It judges the context, which may be one of a list.",
        "messages.extensions-not-echoed": _WHOLE,
        "messages.no-tax-when-excluded": _WHOLE,
        "messages.order-item-status": "An item of a proposal may have no status.",
        "money.one-currency": _WHOLE,
        "rpde.last-page": "Items are counted, whatever they are.",
    },
    "exchange crashed": {
        "messages.endpoint-exists": _BY_STATUS,
        "messages.test-interface-exists": _BY_STATUS,
        "messages.https": _BY_STATUS,
        "messages.status": _BY_STATUS,
    },
}
