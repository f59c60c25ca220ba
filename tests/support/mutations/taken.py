"""A recorded exchange, opened to be changed."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from booking_conformance.recording import Exchange, Response

Json = dict[str, Any]


@dataclass
class Taken:
    """An exchange with its bodies parsed, to be changed in place. ``more`` are exchanges to come after it."""

    exchange: Exchange
    sent: Json
    answer: Json
    status: int
    headers: dict[str, str]
    url: str
    text: str | None = None
    more: list[Exchange] = field(default_factory=list)

    @property
    def items(self) -> list[Json]:
        """The OrderItems of the answer."""
        return self.answer["orderedItem"]

    @property
    def paid(self) -> bool:
        """Whether something is due, in one currency, with no item in error."""
        return float(self.answer["totalPaymentDue"]["price"]) > 0 and not any("error" in item for item in self.items)

    def written(self) -> Exchange:
        """Return the exchange as it is now."""
        body = self.text if self.text is not None else json.dumps(self.answer) if self.answer else ""
        request = replace(self.exchange.request, url=self.url, body=json.dumps(self.sent) if self.sent else None)
        response = Response(self.status, tuple(self.headers.items()), body)
        return replace(self.exchange, request=request, response=response)


def taken(exchange: Exchange) -> Taken:
    """Return an exchange, ready to be changed."""
    response = exchange.response or Response(0)
    return Taken(
        exchange=exchange,
        sent=json.loads(exchange.request.body or "{}"),
        answer=json.loads(response.body or "{}"),
        status=response.status,
        headers=dict(response.headers),
        url=exchange.request.url,
    )


Change = Callable[[Taken], object]


@dataclass(frozen=True)
class Mutation:
    """``change`` returns False where the exchange is none that it fits: the next one is tried."""

    check: str
    call: str
    status: tuple[int, ...]
    change: Change
