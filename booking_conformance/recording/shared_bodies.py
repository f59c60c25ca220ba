"""Bodies that say the same, held once: what is said of an Order is repeated by each side, again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.recording.exchange import altered

if TYPE_CHECKING:
    from booking_conformance.recording.exchange import Exchange


class SharedBodies:
    """Holds the bodies of requests and responses about Orders, for as long as the recording that has them."""

    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    def shared(self, exchange: Exchange) -> Exchange:
        """Return an exchange as it is, but with the very bodies of earlier ones where they are equal.

        Pages of feeds are left as they are: they are large, seldom the same, and may lose their bodies.
        """
        if exchange.order_uuid is None:
            return exchange
        request, response = exchange.request, exchange.response
        if request.body:
            request = altered(request, body=self._once(request.body))
        if response is not None and response.body:
            response = altered(response, body=self._once(response.body))
        return altered(exchange, request=request, response=response)

    def _once(self, body: str) -> str:
        return self._held.setdefault(body, body)
