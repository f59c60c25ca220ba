"""The changes by name: the exchanges they fit, and the check that must report them."""

from tests.support.mutations import changes as c
from tests.support.mutations.taken import Mutation

QUOTED, CONFLICT, BOOKED, REFUSED, DONE = (200,), (409,), (200, 201), (400, 404, 500), (204,)

MUTATIONS: dict[str, Mutation] = {
    "customer added at C1": Mutation("c1.omits-customer", "C1", QUOTED, c.sets(customer=c.PERSON)),
    "attendee added at C1": Mutation("c1.omits-attendee", "C1", QUOTED, c.sets_in_items(attendee=c.PERSON)),
    "intake response added at C1": Mutation(
        "c1.omits-intake-form-response",
        "C1",
        QUOTED,
        c.sets_in_items(
            orderItemIntakeFormResponse=[
                {"@type": "PropertyValue", "propertyID": "https://a.example/1", "value": "yes"}
            ]
        ),
    ),
    "payment identifier at C1": Mutation(
        "c1.omits-payment-identifier", "C1", QUOTED, c.sets(payment={"@type": "Payment", "identifier": "1"})
    ),
    "payment identifier at C2": Mutation(
        "c2.omits-payment-identifier", "C2", QUOTED, c.sets(payment={"@type": "Payment", "identifier": "1"})
    ),
    "a penny more at C1": Mutation("money.total-is-sum", "C1", QUOTED, c.penny_more),
    "a penny more at C2": Mutation("money.total-is-sum", "C2", QUOTED, c.penny_more),
    "a penny more at B": Mutation("money.total-is-sum", "B", BOOKED, c.penny_more),
    "a dearer offer at P": Mutation("money.total-is-sum", "P", BOOKED, c.dearer_offer),
    "tax total off": Mutation("money.tax-total", "C2", QUOTED, c.penny_more_tax),
    "currency mixed": Mutation("money.one-currency", "B", BOOKED, c.mixed_currency),
    "another taxMode than before": Mutation("money.same-tax-mode", "C2", QUOTED, c.foreign_seller_mode),
    "payment of nothing": Mutation("money.no-payment-unless-paid", "B", BOOKED, c.payment_of_nothing),
    "tax with prepayment": Mutation("messages.tax-without-prepayment", "C1", QUOTED, c.tax_prepaid),
    "positions swapped": Mutation("messages.same-opportunity-and-offer", "C1", QUOTED, c.swapped),
    "position twice": Mutation("messages.position", "C2", QUOTED, c.same_position),
    "OrderItem dropped": Mutation("messages.position", "B", BOOKED, c.item_dropped),
    "@id of another UUID": Mutation("messages.order-id", "B", BOOKED, c.other_uuid),
    "@id of another UUID at P": Mutation("messages.order-id", "P", BOOKED, c.other_uuid),
    "relative @id": Mutation("messages.absolute-ids", "C1", QUOTED, c.sets("seller", **{"@id": "/sellers/1"})),
    "null in a property": Mutation("messages.no-empty-values", "C1", QUOTED, c.sets("seller", description=None)),
    "empty text in a property": Mutation("messages.no-empty-values", "B", BOOKED, c.sets("bookingService", name="")),
    "plain JSON": Mutation("messages.media-type", "C1", QUOTED, c.media_type("application/json")),
    "another version": Mutation(
        "messages.media-type", "B", BOOKED, c.media_type("application/vnd.openactive.booking+json; version=2")
    ),
    "202 instead of 200": Mutation("messages.status", "C2", QUOTED, c.status(202)),
    "no context": Mutation("messages.context", "P", BOOKED, c.drops("@context")),
    "no context in an error": Mutation("messages.context", "B", REFUSED, c.drops("@context")),
    "no total": Mutation("messages.schema", "C2", QUOTED, c.drops("totalPaymentDue")),
    "JSON cut off": Mutation("messages.schema", "B", BOOKED, c.cut_off),
    "item status at C1": Mutation(
        "quotes.omits-order-item-status", "C1", QUOTED, c.sets_in_items(orderItemStatus=c.IO + "OrderItemConfirmed")
    ),
    "item @id at C2": Mutation(
        "quotes.omits-order-item-id", "C2", QUOTED, c.sets_in_items(**{"@id": "https://localhost:5001/items/1"})
    ),
    "access code at C2": Mutation(
        "quotes.omits-access-data",
        "C2",
        QUOTED,
        c.sets_in_items(accessCode=[{"@type": "PropertyValue", "name": "PIN", "description": "1234"}]),
    ),
    "flow requirement in an answer": Mutation(
        "messages.omits-flow-requirement",
        "C1",
        QUOTED,
        c.sets_in_items("acceptedOffer", openBookingFlowRequirement=[c.IO + "OpenBookingApproval"]),
    ),
    "offers in the opportunity": Mutation(
        "messages.opportunity-without-offers-and-seller",
        "C1",
        QUOTED,
        c.sets_in_items("orderedItem", offers=[{"@type": "Offer", "@id": "https://localhost:5001/offers/1"}]),
    ),
    "customer renamed": Mutation("messages.customer-as-supplied", "C2", QUOTED, c.customer_renamed),
    "customer enriched": Mutation("messages.customer-as-supplied", "B", BOOKED, c.customer_enriched),
    "brokerRole not reflected": Mutation("messages.reflects-broker", "C1", QUOTED, c.role_changed),
    "still proposed at B": Mutation(
        "messages.order-item-status", "B", BOOKED, c.sets_in_items(orderItemStatus=c.IO + "OrderItemProposed")
    ),
    "lease at B": Mutation("b.omits-lease", "B", BOOKED, c.sets(lease={"@type": "Lease"})),
    "item error at B": Mutation(
        "messages.omits-item-errors", "B", BOOKED, c.sets_in_items(error=[{"@type": "OpportunityIsFullError"}])
    ),
    "one @id for all items": Mutation("messages.item-ids-unique", "B", BOOKED, c.same_item_ids),
    "proposal version at B": Mutation(
        "messages.omits-proposal-version", "B", BOOKED, c.sets(orderProposalVersion="https://localhost:5001/versions/1")
    ),
    "orderRequiresApproval at P": Mutation(
        "p.omits-order-requires-approval", "P", BOOKED, c.sets(orderRequiresApproval=True)
    ),
    "error under a wrong status": Mutation("errors.status", "B", (400,), c.status(500)),
    "error under a wrong status at C1": Mutation("errors.status", "C1", (400,), c.status(404)),
    "statusCode of another error": Mutation("errors.status-code", "C2", (400,), c.whole_error(statusCode=503)),
    "error that nobody knows": Mutation(
        "errors.known-type", "C2", (400,), c.whole_error(**{"@type": "SomethingError"})
    ),
    "Order around an error": Mutation(
        "errors.stands-alone", "B", (400,), c.whole_error(orderedItem=[{"@type": "OrderItem"}])
    ),
    "conflict told as success": Mutation("errors.item-errors-make-409", "C2", CONFLICT, c.conflict_as_success),
    "item error in a success": Mutation("errors.item-errors-make-409", "C1", QUOTED, c.item_error_in_success),
    "error told as success": Mutation("messages.error-not-under-success", "order-deletion", DONE, c.error_as_success),
    "error told as an Order": Mutation("messages.error-not-under-success", "B", (400,), c.error_as_order),
    "endpoint not there": Mutation("messages.endpoint-exists", "C2", QUOTED, c.no_endpoint),
    "204 with a body": Mutation("messages.no-body-on-204", "cancellation", DONE, c.body_beside_204),
    "200 for a deletion": Mutation("messages.status", "order-deletion", DONE, c.status(200)),
    "200 for a quote deletion": Mutation("messages.status", "quote-deletion", DONE, c.status(200)),
    "more in a PATCH": Mutation("messages.patch-within-bounds", "cancellation", DONE, c.more_in_patch),
    "another status in a PATCH": Mutation(
        "messages.patch-within-bounds", "cancellation", DONE, c.other_status_in_patch
    ),
    "deleted Order answered": Mutation(
        "order-deletion.stays-deleted", "order-deletion", DONE, c.deleted_order_answered
    ),
    "no TLS": Mutation("messages.https", "B", BOOKED, c.http),
}
