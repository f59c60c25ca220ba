"""One script: what it is for, what has to be set, the steps, what the failure is about, and the clean-up."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from booking_conformance.recording import NotRecorded
from booking_conformance.reports.repro.names import jq_path, single_quoted
from booking_conformance.reports.repro.observed import Observed
from booking_conformance.reports.repro.payments import ScriptPayments
from booking_conformance.reports.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from booking_conformance.recording import Document, Exchange
    from booking_conformance.reports.repro.credentials import ScriptCredentials
    from booking_conformance.reports.repro.names import Names
    from booking_conformance.reports.repro.opportunities import ScriptOpportunities
    from booking_conformance.reports.repro.steps import Failure
    from booking_conformance.results import CheckResult

_TEMPLATE = "repro.sh"
# call → what a clean-up deletes of it
_MADE = {"B": "orders", "P": "orders", "C1": "order-quotes", "C2": "order-quotes"}


class Script:
    """Writes the steps of a failure as shell commands."""

    def __init__(
        self, failure: Failure, names: Names, credentials: ScriptCredentials, opportunities: ScriptOpportunities
    ) -> None:
        self._failure = failure
        self._names = names
        self._credentials = credentials
        self._opportunities = opportunities
        self._payments = ScriptPayments(names)
        self._clean_up: dict[str, str] = {}

    def text(self, check: CheckResult, base_uri: str, connection: Sequence[str] = ()) -> str:
        """Return the whole script; ``connection`` are the lines that have curl connect as the run did."""
        self._names.fix(base_uri, "BASE_URI")
        steps = [line for step in self._failure.steps for line in self._step(step)]
        prelude = resources.files("booking_conformance.reports.templates").joinpath(_TEMPLATE)
        lines = [
            *_head(check, self._failure),
            f"BASE_URI=${{BASE_URI:-{single_quoted(base_uri)}}}",
            *self._opportunities.chosen,
            *[line for line in self._credentials.preparations() if line.startswith(":")],
            *connection,
            "",
            prelude.read_text(encoding="utf-8"),
            *[line for line in self._credentials.preparations() if not line.startswith(":")],
            *self._opportunities.preparations,
            *steps,
            *self._ending(),
            "",
            "# Delete what was made.",
            *self._clean_up.values(),
        ]
        return "\n".join(lines) + "\n"

    def _step(self, step: Exchange | Observed) -> Iterator[str]:
        yield ""
        if isinstance(step, Observed):
            yield from self._observed(step)
            return
        url, body = step.request.url, step.request.body
        self._opportunities.before(step)
        yield from self._names.definitions(step.sent, f"{url}\n{body or ''}")
        if payment := self._payments.of(step):
            body, line = payment
            yield line
        words = [step.id, single_quoted(step.step or step.call), step.request.method, self._names.quoted(url)]
        yield self._command("send", words, step, body)
        self._names.hold(step.id, _answer(step))
        yield from self._opportunities.after(step)
        self._note_made(step)

    def _command(self, function: str, words: list[str], exchange: Exchange, body: str | None) -> str:
        headers = [self._header(*header) for header in self._credentials.headers(exchange)]
        command = " ".join([function, *words]) + "".join(f" \\\n  {header}" for header in headers)
        if not body:
            return f"{command} < /dev/null"
        end = "BODY"
        while end in body.splitlines():
            end += "_"
        return f"{command} << {end}\n{self._names.in_text(body)}\n{end}"

    def _header(self, name: str, value: str, variable: bool) -> str:
        return f'"{name}: {value}"' if variable else self._names.quoted(f"{name}: {value}")

    def _observed(self, step: Observed) -> Iterator[str]:
        observation = step.observation
        yield f"# Awaited: {one_line(observation.awaited)}; the run {'saw' if observation.seen else 'did not see'} it."
        shown = str(observation.item["id"].plain() or "")
        identifier = observation.item["data"]["@id"].text or ""
        wanted = next((text for text in (shown, identifier) if self._names.known(text)), None)
        wanted = wanted or self._names.last("UUID" if step.page.partner else "OPPORTUNITY") or shown
        words = [step.name, single_quoted(observation.name), self._names.quoted(step.page.request.url)]
        yield self._command("item", [*words, self._names.quoted(wanted)], step.page, None)

    def _note_made(self, step: Exchange) -> None:
        path = _MADE.get(step.call)
        if path and step.order_uuid and self._names.known(step.order_uuid):
            url = f'"${{BASE_URI}}/{path}/{self._names.quoted(step.order_uuid)[1:-1]}"'
            command = self._command("request", ["cleaned", "DELETE", url], step, None)
            self._clean_up[step.order_uuid] = command
        if deletion := self._opportunities.deletion(step):
            self._clean_up["dataset"] = self._command("request", ["cleaned", "DELETE", deletion], step, None)

    def _ending(self) -> Iterator[str]:
        evidence = self._failure.evidence
        path = pointer_path(evidence.pointer or "")
        yield ""
        yield f"show {self._failure.shown} '{jq_path(path)}' {single_quoted(evidence.pointer or '')}"
        rows = [("In the run", self._described()), ("Expected", evidence.expected), ("The run got", evidence.got)]
        for label, text in rows:
            if text:
                yield f"printf '%s\\n' {single_quoted(f'{label}: {one_line(text, 600)}')}"

    def _described(self) -> str:
        step = self._failure.steps[-1]
        return "" if isinstance(step, Observed) else f"status {step.status} {step.shown_type}".rstrip()


def _head(check: CheckResult, failure: Failure) -> list[str]:
    whole = f"the conversation {failure.conversation.id}" if failure.conversation else "the request"
    return [
        "#!/bin/sh",
        f"# {check.id} ({check.level}): {one_line(check.title)}",
        f"# {one_line(failure.evidence.message or failure.outcome.reason)}",
        "#",
        f"# Acts {whole} again with new UUIDs, up to the answer that shows this failure.",
        "# Needs curl and jq. FEED_DELAY: seconds until a change shows in a feed (2).",
        "set -u",
    ]


def _answer(exchange: Exchange) -> Document:
    from booking_conformance.recording import MISSING, Document

    try:
        return exchange.answer
    except NotRecorded:
        return Document(MISSING)


def pointer_path(pointer: str) -> tuple[str | int, ...]:
    """Return the steps of a JSON pointer (RFC 6901); those of digits are places in an array."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    return tuple(int(step) if step.isascii() and step.isdigit() else step for step in steps if step)
