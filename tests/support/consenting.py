"""A member of a Seller's staff at the consent page: by HTTP, or in a browser."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_INPUT = re.compile(r'name="([^"]+)" value="([^"]*)"')


def decides(decision: str, seller: str) -> Callable[[str], None]:
    """Return a function of the page's URL that sends its form, and follows where that leads, in a thread."""

    def send(url: str) -> None:
        with httpx.Client(trust_env=False, follow_redirects=True, timeout=20) as client:
            page = client.get(url).text
            hidden = {name: html.unescape(value) for name, value in _INPUT.findall(page) if name != "decision"}
            client.post(url.partition("?")[0], data={**hidden, "seller": seller, "decision": decision})

    return lambda url: threading.Thread(target=send, args=(url,), daemon=True).start()


class Browser:
    """A page of Chromium, spoken with through the pipe of its DevTools protocol."""

    def __init__(self, process: subprocess.Popen[bytes], to_it: int, from_it: int) -> None:
        self._process, self._to_it, self._from_it = process, to_it, from_it
        self._number, self._rest = 0, b""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def _call(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        message |= {"sessionId": session} if session else {}
        os.write(self._to_it, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            data = os.read(self._from_it, 65_536)
            assert data, "the browser has ended"
            self._rest += data
        one, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(one)
        return message

    def open(self, url: str) -> None:
        self._call("Page.navigate", self._session, url=url)

    def value(self, expression: str) -> Any:
        """Return what an expression of JavaScript comes to in the page."""
        return self._call("Runtime.evaluate", self._session, expression=expression)["result"].get("value")

    def until(self, expression: str, seconds: float = 20) -> None:
        """Wait until an expression is true in the page."""
        end = time.monotonic() + seconds
        while not self.value(expression):
            assert time.monotonic() < end, f"{expression} at {self.value('location.href')}"
            time.sleep(0.05)


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium without a window, and end it."""
    assert CHROMIUM
    their_in, to_it = os.pipe()
    from_it, their_out = os.pipe()
    with tempfile.TemporaryDirectory(prefix="booking-conformance-browser-", ignore_cleanup_errors=True) as profile:
        # The browser reads from descriptor 3 and writes to 4; a shell puts the pipes there.
        wired = f'exec "$@" 3<&{their_in} 4>&{their_out}'
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
        command = [CHROMIUM, *options, "--remote-debugging-pipe", f"--user-data-dir={profile}"]
        process = subprocess.Popen(
            ["/bin/bash", "-c", wired, "bash", *command],
            pass_fds=(their_in, their_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(their_in)
        os.close(their_out)
        try:
            yield Browser(process, to_it, from_it)
        finally:
            process.terminate()
            process.wait(10)
            os.close(to_it)
            os.close(from_it)
