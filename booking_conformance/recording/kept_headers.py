"""The headers whose values are recorded. Any other may carry a credential, a session or a token."""

from __future__ import annotations

REQUEST_HEADERS_KEPT = frozenset({"accept", "content-type", "user-agent"})
RESPONSE_HEADERS_KEPT = frozenset(
    [
        "accept-patch",
        "age",
        "allow",
        "cache-control",
        "content-encoding",
        "content-language",
        "content-length",
        "content-location",
        "content-type",
        "date",
        "etag",
        "expires",
        "last-modified",
        "link",
        "location",
        "pragma",
        "request-id",
        "retry-after",
        "server",
        "strict-transport-security",
        "traceparent",
        "transfer-encoding",
        "vary",
        "via",
        "warning",
        "www-authenticate",
        "x-correlation-id",
        "x-request-id",
    ]
)
