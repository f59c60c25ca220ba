"""HAR files as other programs write them."""

import base64
import gzip
import json
import zlib
from pathlib import Path
from uuid import UUID

BASE = "https://booking.example.com/api/openbooking"
MEDIA_TYPE = "application/vnd.openactive.booking+json; version=1"
_UUID = "{:08x}-0000-4000-8000-000000000000"


def order_uuid(number):
    """Return the Order UUID of a number."""
    return str(UUID(_UUID.format(number)))


def entry(method, url, status, answer=None, sent=None, **changes):
    """Return a plain entry of a request with its answer, bodies given as JSON."""
    sent_headers = [
        {"name": "Content-Type", "value": MEDIA_TYPE},
        {"name": "Authorization", "value": "Bearer abcdefgh"},
    ]
    found = {
        "startedDateTime": "2026-03-02T09:15:30.123Z",
        "time": 12.5,
        "request": {"method": method, "url": url, "headers": sent_headers},
        "response": {
            "status": status,
            "headers": [{"name": "Content-Type", "value": MEDIA_TYPE}],
            "content": {"text": json.dumps(answer)} if answer is not None else {},
        },
    }
    if sent is not None:
        found["request"]["postData"] = {"mimeType": MEDIA_TYPE, "text": json.dumps(sent)}
    return {**found, **changes}


def deletion(number=1, **changes):
    """Return an entry that breaks nothing: an OrderQuote Deletion."""
    return entry("DELETE", f"{BASE}/order-quotes/{order_uuid(number)}", 204, **changes)


def bad_deletion(number=1, **changes):
    """Return an entry that breaks messages.no-body-on-204."""
    return entry("DELETE", f"{BASE}/order-quotes/{order_uuid(number)}", 204, {"oops": 1}, **changes)


def error(status=400, kind="IncompleteBrokerDetailsError", number=1):
    """Return an entry of C1 that is answered with an error."""
    told = {"name": "The request is incomplete", "description": "broker has no name.", "instance": f"{BASE}/errors/1"}
    answer = {"@context": "https://openactive.io/", "@type": kind, **told}
    return entry("PUT", f"{BASE}/order-quote-templates/{order_uuid(number)}", status, answer, {"@type": "OrderQuote"})


def compressed(one, coding):
    """Return the entry with the compressed bytes of its answer in base64, and the header that says so."""
    plain = one["response"]["content"]["text"].encode()
    data = {"gzip": gzip.compress, "deflate": zlib.compress, "br": lambda _: b"\x8b\x02\x80\xff\xfe\x03"}[coding](plain)
    one["response"]["content"] = {"text": base64.b64encode(data).decode(), "encoding": "base64", "size": len(data)}
    one["response"]["headers"] = [*one["response"]["headers"], {"name": "Content-Encoding", "value": coding}]
    return one


def in_base64(one):
    """Return the entry with the body of its answer in base64, in lines."""
    content = one["response"]["content"]
    coded = base64.encodebytes(content["text"].encode()).decode()
    one["response"]["content"] = {"text": coded, "encoding": "base64"}
    return one


def written(path: Path, entries, **log):
    """Write a HAR file and return its path."""
    document = {"log": {"version": "1.2", "creator": {"name": "a browser", "version": "1"}, **log, "entries": entries}}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path
