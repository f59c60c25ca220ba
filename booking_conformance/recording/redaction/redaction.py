"""The one place where what must not be kept is taken out of a record, before it is stored."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import TYPE_CHECKING

from booking_conformance.recording.exchange import altered
from booking_conformance.recording.parsed_texts import PARSED
from booking_conformance.recording.redaction.foreign_secrets import found_secrets, in_text, without_userinfo
from booking_conformance.recording.redaction.kept_headers import (
    REQUEST_HEADERS_KEPT,
    RESPONSE_HEADERS_KEPT,
    WRONG_CREDENTIAL,
    words,
    words_in_header,
)
from booking_conformance.recording.redaction.people import names_people, personal_texts, with_people_as
from booking_conformance.recording.redaction.secret_forms import encodings, forms, pattern, tokens
from booking_conformance.recording.redaction.secret_texts import SecretTexts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from booking_conformance.recording.exchange import Exchange, Headers, Request, Response

SHORTEST_SECRET = 8
# Traffic of a year has a new token every hour; each is searched for in every text. One forgotten is found anew.
_MOST_SECRETS = 500
# Most headers say the same in all messages: stored anew for each, they took a fifth of a recording.
_HEADERS_KEPT = 1000
# What is a URI stays one, or rules about URIs could not be judged: an image or a link into an app need not be http(s).
_URI = re.compile(r"([a-z][a-z0-9+.\-]*(?=://)|urn|data|tel|mailto|sms):[^\x00-\x20\x7f\"<>\\^`{|}]+", re.IGNORECASE)
_WEB = frozenset({"http", "https"})


class Redactor:
    """Knows the secrets of a run and the personal data it planted itself.

    A secret becomes ``«secret:NAME»`` wherever it stands; personal data and access data that the run did not plant
    become ``«person:hash»``. Equal values stay equal, so that rules about change and echo can still be judged.
    """

    def __init__(self, public: Collection[str] = ()) -> None:
        """``public`` are texts that the target shows everybody, such as its URLs: no part of them is a secret."""
        self._public = public
        self._secrets = SecretTexts()
        self._planted: set[str] = set()
        self._planted_words: set[str] = set()
        self._salt = secrets.token_bytes(16)
        self._headers: dict[tuple[str, str], tuple[str, str]] = {}

    def keep_secret(self, value: str, name: str) -> None:
        """Add a secret, configured or obtained; one of fewer than 8 characters would blot out innocent text."""
        if len(value) >= SHORTEST_SECRET:
            self._secrets.add(value, f"«secret:{name}»")

    def keep_credential(self, value: str, name: str) -> None:
        """Add a credential of this run: it, and each token in it, is a secret however it is written."""
        for token in tokens(value):
            if len(token) >= SHORTEST_SECRET and not any(token in text for text in self._public):
                self._keep_forms(token, name)
        self._secrets.longest_first()

    def _keep_forms(self, token: str, name: str) -> None:
        for form in forms(token):
            self.keep_secret(form, name)
            escaped = pattern(form)
            if escaped is not None:
                self._secrets.add_pattern(escaped, f"«secret:{name}»")
        for form in encodings(token):
            self.keep_secret(form, name)

    def plant(self, body: object) -> None:
        """Remember the personal data in a request body as this run's own."""
        for _, text in personal_texts(body):
            if text not in self._planted:
                self._planted.add(text)
                self._planted_words.update(words(text))

    def redact(self, exchange: Exchange) -> Exchange:
        """Return the exchange as it may be stored."""
        return self._redacted(exchange, self._request(exchange.request))

    def _redacted(self, exchange: Exchange, request: Request) -> Exchange:
        return altered(
            exchange,
            request=request,
            response=self._response(exchange.response) if exchange.response else None,
            error=self._secrets.blot(exchange.error) if exchange.error else None,
        )

    def redact_wholly(self, exchange: Exchange) -> Exchange:
        """Return an exchange of foreign traffic as it may be stored.

        The credentials in it are found by where they stand, and the people in the request are hidden, too.
        """
        for value, name in found_secrets(exchange):
            self.keep_secret(value, name)
        self._secrets.forget_all_but(_MOST_SECRETS)
        return self._redacted(exchange, self._wholly(exchange.request))

    def _request(self, request: Request) -> Request:
        body = self._secrets.blot(request.body) if request.body is not None else None
        return altered(
            request, url=self._secrets.blot(request.url), headers=self._request_headers(request.headers), body=body
        )

    def _wholly(self, request: Request) -> Request:
        body = self._persons(self._secrets.blot(request.body)) if request.body is not None else None
        url = without_userinfo(self._secrets.blot(request.url))
        return altered(request, url=url, headers=self._request_headers(request.headers), body=body)

    def _request_headers(self, headers: Headers) -> Headers:
        return self._stored_once(
            (
                name,
                self._secrets.blot(value) if name.lower() in REQUEST_HEADERS_KEPT else self._secret_header(name, value),
            )
            for name, value in headers
        )

    def _stored_once(self, headers: Iterable[tuple[str, str]]) -> Headers:
        if len(self._headers) > _HEADERS_KEPT:
            self._headers.clear()
        return tuple(self._headers.setdefault(header, header) for header in headers)

    def _secret_header(self, name: str, value: str) -> str:
        if value in self._public or value.rpartition(" ")[2] == WRONG_CREDENTIAL:
            return value
        stem = value.removesuffix(WRONG_CREDENTIAL)
        return (self._secrets.name_of(stem) or f"«secret:{name}»") + value.removeprefix(stem)

    def _response(self, response: Response) -> Response:
        headers = self._stored_once((name, self._response_header(name, value)) for name, value in response.headers)
        return altered(response, headers=headers, body=self._persons(self._secrets.blot(response.body)))

    def _response_header(self, name: str, value: str) -> str:
        if name.lower() not in RESPONSE_HEADERS_KEPT:
            return " ".join(["«not kept»", *sorted(self._planted_words & words_in_header(value))])
        for secret, parameter in in_text(value):
            value = value.replace(secret, f"«secret:{parameter}»")
        return self._secrets.blot(value)

    def _persons(self, body: str) -> str:
        if not names_people(body) or (self._planted and self._all_planted(body)):
            return body
        return with_people_as(body, self._stand_in)

    def _stand_in(self, text: str) -> str:
        return text if text in self._planted else self._pseudonym(text)

    def _all_planted(self, body: str) -> bool:
        """Return whether all persons in a body are those of this run: then it stays, and is read as parsed here."""
        document, error = PARSED.document(body)
        return error is None and all(text in self._planted for _, text in personal_texts(document))

    def _pseudonym(self, text: str) -> str:
        digest = hashlib.blake2s(text.encode(errors="replace"), key=self._salt, digest_size=5).hexdigest()
        host = "@redacted.invalid" if "@" in text else ""
        uri = _URI.fullmatch(text)
        if uri is None:
            return f"«person:{digest}»{host}"
        web = uri[1].lower() in _WEB
        return f"https://redacted.invalid/person-{digest}" if web else f"{uri[1]}:person-{digest}{host}"
