"""Acts out the scenarios of the checkout against a checkout that is a function."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.openactive.opportunities.opportunity import Opportunity
from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.recording import Exchange, Request, Response
from booking_conformance.scenario import all_scenarios
from booking_conformance.scenario.baskets import Baskets
from booking_conformance.scenario.bodies import Marks
from booking_conformance.scenario.context import ScenarioContext
from booking_conformance.scenario.drawing import Drawing
from booking_conformance.scenario.transcript import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from booking_conformance.client.message import Message
    from booking_conformance.recording import Conversation
    from booking_conformance.results import Outcome
    from booking_conformance.scenario.supply.wanted import Wanted

    Answer = Callable[[Message], Response | None]

SCENARIOS = ("checkout-group", "checkout-single", "checkout-standalone")


class Line:
    """Records what is sent, and answers it."""

    def __init__(self, answer: Answer) -> None:
        self.messages: list[Message] = []
        self._answer = answer

    async def send(self, message: Message) -> Exchange:
        self.messages.append(message)
        request = Request(message.method, message.url, (), message.text)
        exchange = Exchange(
            f"x{len(self.messages)}", message.call, request, self._answer(message), datetime.now(UTC), 1.0,
            scenario=message.scenario, step=message.step, intent=message.intent, order_uuid=message.order_uuid,
        )  # fmt: skip
        await asyncio.sleep(0)
        return exchange


class Supply:
    """Hands out opportunities that nobody made, each with an offer of its own, or all with the one of their series."""

    def __init__(self, offer: str = "") -> None:
        self.taken = 0
        self._offer = offer

    async def lend(self, wanted: Sequence[Wanted], borrower: object, scenario: str) -> list[Opportunity]:
        return [self._made(each) for each in wanted]

    def _made(self, wanted: Wanted) -> Opportunity:
        self.taken += 1
        url = f"https://example.com/{wanted.kind}/{self.taken}"
        data = {"@id": url, "identifier": f"number-{self.taken}", "remainingAttendeeCapacity": 20, "remainingUses": 20}
        offer = {"@id": self._offer or f"{url}#/offers/0"}
        published = PublishedOpportunity.of(wanted.kind, {**data, "offers": [offer]})
        return Opportunity(published, published.offers[0], wanted.criterion, "primary", created=True, exclusive=True)


def act(
    scenario: str,
    answer: Answer,
    base_url: str = "http://127.0.0.1:9",
    *,
    offer: str = "",
    types: Sequence[str] = (),
    **checkout: Any,
) -> tuple[Conversation, Line, Supply]:
    """Return the conversation of a scenario, what was sent, and the supply it drew on."""
    data = {
        "target": {"dataset_site": "http://127.0.0.1:9/openactive"},
        **({"opportunities": {"types": list(types)}} if types else {}),
        "checkout": {"base_url": base_url, "customers": [f"customer-{n}" for n in range(12)], **checkout},
    }
    configuration = load(data=data, environment={}).configuration
    line, supply = Line(answer), Supply(offer)
    run: Any = SimpleNamespace(
        configuration=configuration,
        base_uri="http://127.0.0.1:9/api",
        session=line,
        supply=supply,
        marks=Marks("t"),
        watch=None,
        baskets=Baskets(),
        drawing=Drawing(),
    )
    declared = all_scenarios()[scenario]
    context = ScenarioContext(declared.instances(configuration)[0], run)
    stop = None
    try:
        asyncio.run(declared.act(context))  # type: ignore[arg-type]  # scenarios are coroutines
    except Stopped as stopped:
        stop = stopped.stop
    return context.finish(stop), line, supply


def judged(conversation: Conversation) -> dict[str, Outcome]:
    """Return what every check of its scenario says of a conversation."""
    checks = [check for check in all_checks().values() if check.scenario == conversation.scenario]
    return {check.id: judge_conversation(check, conversation, check.id) for check in checks}


def created(message: Message) -> Response:
    """Answer everything with a session."""
    body = {**json.loads(message.text or "{}"), "potentialAction": [{"target": "https://checkout.example.com/x"}]}
    return Response(201, (("Content-Type", "application/json"),), json.dumps(body))


def fixed(status: int, body: str, *headers: tuple[str, str]) -> Answer:
    """Answer everything with the same."""
    return lambda _: Response(status, headers, body)
