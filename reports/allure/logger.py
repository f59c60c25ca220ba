"""Allure's results with each attachment written once, and without containers, which say how pytest ran the checks."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allure_commons import hookimpl, plugin_manager
from allure_commons.logger import AllureFileLogger, asdict  # type: ignore[attr-defined]  # as Allure makes JSON

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RESULTS = "results.jsonl"
"""A file with a line for each result: ``finish_allure`` makes of it what a report is made of."""


class SparingLogger(AllureFileLogger):
    """Writes what a report is made of: half of the files that Allure's own logger writes of a run.

    A dozen checks show the same exchange, and each file takes as long as the judging of a check.
    """

    def __init__(self, folder: str) -> None:
        super().__init__(folder)  # type: ignore[no-untyped-call]  # Allure annotates nothing
        self._folder = Path(folder)
        self._named: dict[bytes, str] = {}
        self._written: dict[str, str] = {}
        self._lines: list[str] = []

    @hookimpl
    def report_container(self, container: Any) -> None:
        """Write no container."""

    @hookimpl
    def report_attached_data(self, body: str | bytes, file_name: str) -> None:
        """Write an attachment, unless one of the same content was written."""
        content = body.encode() if isinstance(body, str) else body
        earlier = self._named.setdefault(hashlib.sha256(content).digest(), file_name)
        self._written[file_name] = earlier
        if earlier == file_name:
            super().report_attached_data(content, file_name)  # type: ignore[no-untyped-call]  # as above

    @hookimpl
    def report_result(self, result: Any) -> None:
        """Keep a result, which names the attachments by the files that were written."""
        for attachment in result.attachments:
            attachment.source = self._written.get(attachment.source, attachment.source)
        document = asdict(result, filter=_says_something)
        self._lines.append(json.dumps(document, ensure_ascii=False) + "\n")

    def end(self) -> None:
        """Write the results, all of them at once."""
        (self._folder / RESULTS).write_text("".join(self._lines), encoding="utf-8", errors="replace")


def _says_something(_: object, value: object) -> bool:
    return bool(value) or value is False


@contextmanager
def sparing_files(folder: str | None) -> Iterator[None]:
    """Have Allure's results in a folder written sparingly for a while; without a folder do nothing."""
    replaced = [each for each in plugin_manager.get_plugins() if type(each) is AllureFileLogger] if folder else []
    sparing = [SparingLogger(folder) for _ in replaced if folder]
    _exchange(replaced, sparing)
    try:
        yield
    finally:
        # pytest's plugin for Allure takes away its own logger at the end.
        _exchange(sparing, replaced)
        for each in sparing:
            each.end()


def _exchange(before: Sequence[AllureFileLogger], after: Sequence[AllureFileLogger]) -> None:
    for each in before:
        plugin_manager.unregister(each)
    for each in after:
        plugin_manager.register(each)
