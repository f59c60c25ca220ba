"""A run as it may happen, on a target that puts hostile text wherever it can."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from booking_conformance.recording import Conversation, Exchange, Observation, Recording, Request, Response, Stop
from booking_conformance.results import (
    CheckResult,
    Evidence,
    Leftover,
    Level,
    LongestChain,
    Outcome,
    RunInfo,
    RunResult,
    Scope,
    Target,
    Verdict,
)

BASE = "https://booking.example.org/api"
START = datetime(2026, 3, 2, 9, 15, 30, 123456, tzinfo=UTC)
HOSTILE = (
    '<script>alert("x")</script>\x1b[31m\x00\x9b2J\u202egnp.exe <img src=x onerror=alert(1)> ]]> \ud800 {{ 7*7 }} ü€𝄞'
)
UUID = "0b5f0d4e-6f5b-4f0c-9d5c-2f2c8f7d3a11"


def order(kind: str = "OrderQuote", **extra: object) -> str:
    items = [
        {
            "@type": "OrderItem",
            "position": position,
            "acceptedOffer": {"@type": "Offer", "@id": f"{BASE}/offers/{position}", "price": 10.5},
            "orderedItem": {"@type": "ScheduledSession", "@id": f"{BASE}/scheduled-sessions/{position}"},
        }
        for position in range(2)
    ]
    total = {"@type": "PriceSpecification", "price": 21.0, "priceCurrency": "GBP"}
    document = {
        "@context": "https://openactive.io/",
        "@type": kind,
        "@id": f"{BASE}/order-quotes/{UUID}",
        "orderedItem": items,
        "totalPaymentDue": total,
        **extra,
    }
    return json.dumps(document, ensure_ascii=False)


def exchange(number: int, call: str, status: int | None, body: str = "", **extra: object) -> Exchange:
    answer = None
    if status is not None:
        media_type = "application/vnd.openactive.booking+json; version=1"
        answer = Response(status, (("Content-Type", media_type), ("Date", "Mon, 02 Mar 2026 09:15:30 GMT")), body)
    path = {"C1": "order-quote-templates", "C2": "order-quotes", "P": "order-proposals"}.get(call, "orders")
    headers = (
        ("Content-Type", "application/vnd.openactive.booking+json; version=1"),
        ("X-Key", "«secret:primary»"),
    )
    given = {
        "id": f"e{number:05}",
        "call": call,
        "request": Request("PUT", f"{BASE}/{path}/{UUID}?a=1&b=ü", headers, order()),
        "response": answer,
        "started": START + timedelta(milliseconds=40 * number),
        "duration_ms": 34.25 + number,
        "step": call.lower(),
        "scenario": "simple[ScheduledSession]",
        "partner": "primary",
        "order_uuid": UUID,
        "error": None if answer else "no response within 20 s",
    }
    return Exchange(**{**given, **extra})


def exchanges() -> tuple[Exchange, ...]:
    customer = {"@type": "Person", "email": "«person:4f2a»", "givenName": HOSTILE}
    problem = json.dumps({"@type": "InternalApplicationError", "description": "Something <b>broke</b>"})
    get = Request("GET", f"{BASE}/orders-rpde", (("Accept", "*/*"),), None)
    return (
        exchange(1, "C1", 200, order(customer=customer)),
        exchange(2, "C2", 200, order()),
        exchange(3, "B", 500, problem),
        exchange(4, "B", 500, problem, scenario="simple[Slot]"),
        exchange(5, "B", None),
        exchange(6, "orders-feed", 200, json.dumps({"items": ["y" * 200_000]}), request=get, order_uuid=None),
        exchange(7, "", 200, "<html>\x00" + HOSTILE, request=Request("GET", "javascript:alert(1)", (), "")),
        exchange(8, "OD", 204),
        exchange(9, "C1", 200, "", intent="improper", response=Response(200, (), "half", truncated=True)),
    )


def recording() -> Recording:
    found = exchanges()
    item = {"state": "updated", "id": UUID, "data": {"price": Decimal("10.50"), "name": HOSTILE}}
    conversations = (
        Conversation(
            id="simple[ScheduledSession]",
            scenario="simple",
            values={"type": "ScheduledSession", "flow": "simple"},
            exchanges=found[:3],
            observations=(
                Observation("cancelled", "orders-feed", "the Order", seen=True, value=item, waited_s=1.5,
                            exchanges=("e00006",)),
                Observation("deleted", "orders-feed", "the deletion", seen=False, waited_s=90.0),
            ),
            facts={"total": Decimal("21.00"), "items": [1, 2], "none": None, "yes": True, "big": Decimal("1E+3")},
            stop=Stop("B did not succeed", "e00003"),
        ),
        Conversation("simple[Slot]", "simple", {"type": "Slot"}, (), stop=Stop("too few Slots: 2 of 5 were found")),
    )  # fmt: skip
    return Recording(BASE, found, conversations)


def check(
    identifier: str,
    title: str,
    cites: tuple[str, ...],
    *instances: Outcome,
    checkpoint: str = "c1",
    level: Level = Level.MUST,
    feature: str | None = None,
) -> CheckResult:
    return CheckResult(
        id=identifier,
        title=title,
        description=f"{title}.\n\nThe ``customer`` is what a Broker sends at C2 & later;\nearlier it is not reflected.",
        level=level,
        feature=feature,
        scope=Scope.BOOK,
        required=feature is None,
        checkpoint=checkpoint,
        requirements=cites,
        instances=instances,
    )


def outcome(
    identifier: str, verdict: Verdict, reason: str = "", *evidence: Evidence, rests: tuple[str, ...] = ()
) -> Outcome:
    return Outcome(identifier, verdict, reason, evidence, rests, 0.0123)


def _failures() -> tuple[CheckResult, ...]:
    customer = Evidence(
        "customer must not be in this response.", "e00001", "/customer", "nothing",
        json.dumps({"givenName": HOSTILE}, ensure_ascii=False), ("c1-009",),
    )  # fmt: skip
    status = Evidence(
        "B must answer with a status of its own.", "e00003", "", "200 or 201", "500 InternalApplicationError"
    )
    page = Evidence("The feed page holds what no page may hold.", "e00006", "/items/0", "an object", "yyy")
    return (
        check(
            "c1.omits-customer", "C1 omits the ``customer``", ("c1-009", "c1-002"),
            outcome("c1.omits-customer[Slot,simple]", Verdict.FAIL, customer.message, customer, rests=("e00001",)),
            outcome("c1.omits-customer[Slot,approval]", Verdict.FAIL, customer.message, customer, rests=("e00001",)),
            outcome("c1.omits-customer[Slot]", Verdict.PASS, rests=("e00002",)),
        ),
        check(
            "b.answers", "B is answered with 200 or 201", ("b-001",),
            outcome("b.answers[ScheduledSession]", Verdict.FAIL, status.message, status, rests=("e00003",)),
            checkpoint="b",
        ),
        check(
            "orders-feed.pages", "Pages of the Orders feed are RPDE pages", ("of-001",),
            outcome("orders-feed.pages[primary]", Verdict.FAIL, page.message, page, rests=("e00006",)),
            checkpoint="orders_feed",
        ),
        check(
            "errors.broken", "The check that broke", ("err-001",),
            outcome("errors.broken[x]", Verdict.ERROR, "It broke: KeyError", Evidence("It broke: KeyError", "e00007")),
            checkpoint="errors",
        ),
    )  # fmt: skip


def _untested() -> tuple[CheckResult, ...]:
    def blocked(number: int) -> CheckResult:
        first = Evidence("The step cancel was not reached: B did not succeed", "e00003", "", None, "B: PUT … → 500")
        second = Evidence("The step cancel was not reached: B did not succeed", "e00004")
        third = Evidence("The step b was not reached: too few Slots: 2 of 5 were found")
        name = f"order-cancellation.rule-{number}"
        return check(
            name, f"What is omitted from a cancellation stays as it is ({number})", ("u-001",),
            outcome(f"{name}[ScheduledSession]", Verdict.NOT_TESTABLE, first.message, first, rests=("e00003",)),
            outcome(f"{name}[Slot,approval]", Verdict.NOT_TESTABLE, second.message, second),
            outcome(f"{name}[Slot]", Verdict.NOT_TESTABLE, third.message, third),
            checkpoint="order_cancellation",
        )  # fmt: skip

    return tuple(blocked(number) for number in range(1, 9))


def _others() -> tuple[CheckResult, ...]:
    warned = Evidence("The answer came with charset.", "e00002", None, "version=1", "version=1; charset=utf-8")
    told = Evidence("C1 gave one more offer.", "e00009")
    passed = tuple(
        check(f"{name}.holds-{n}", f"A rule of {name} that holds ({n})", ("c1-001",),
              outcome(f"{name}.holds-{n}[Slot]", Verdict.PASS, rests=("e00001", "e00002")), checkpoint=name)
        for name in ("dataset_site", "c1", "c2", "b", "order_quote_deletion", "order_deletion", "personal_data")
        for n in range(1, 7)
    )  # fmt: skip
    return (
        check("messages.media-type", "The media type has no further parameters", ("med-001",),
              outcome("messages.media-type[C2]", Verdict.WARN, warned.message, warned), level=Level.SHOULD,
              checkpoint="messages"),
        check("c1.offers", "C1 tells of further offers", ("c1-002",), outcome("c1.offers[Slot]", Verdict.INFO,
              told.message, told), level=Level.MAY),
        check("lease.expires", "A lease expires", ("lease-001",),
              outcome("lease.expires", Verdict.NOT_APPLICABLE, "leasing is not declared"), feature="leasing",
              checkpoint="lease"),
        check("access-control.codes", "Access codes are given at B", ("acc-001",), checkpoint="access_control"),
        *passed,
    )  # fmt: skip


def result() -> RunResult:
    return RunResult(
        verdict="non-conformant",
        verdict_reason="3 of 55 required checks failed: b.answers (fail), c1.omits-customer (fail)",
        scope=Scope.BOOK,
        profile="open-booking-1.0-cr3",
        profile_sha256="ab" * 32,
        suite_version="0.1.0",
        target=Target(
            name="Leisure & <b>Sons</b>", version="4.2", base_uri=BASE,
            dataset_site="javascript:alert(document.domain)",
            types=("ScheduledSession", "Slot"), flows=("simple", "approval"), features=("leasing", "tax-gross"),
        ),
        run=RunInfo(
            started=START, duration_s=18.4321, exchanges=1204, bookings=87, seed=7,
            selection={"selected": 55, "of": 58}, limits={"bookings": 150, "concurrency": 4, "rate": None},
            left_behind=(Leftover("order", UUID, HOSTILE),), stopped="20 connection failures in a row",
            longest_chain=LongestChain("booking[Slot,approval]", ("C1", "C2", "P", "B"), 6.125),
        ),
        checks=_failures() + _untested() + _others(),
    )  # fmt: skip
