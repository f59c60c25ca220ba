"""The embedded booking system in a process of its own, reached over real HTTP on loopback."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from booking_conformance.errors import InternalError
from booking_conformance.urls import is_loopback

if TYPE_CHECKING:
    from collections.abc import Sequence

_MODULE = "booking_conformance.fixtures.booking_system"
_READY_WITHIN = 30.0
_GONE_WITHIN = 5.0
_SHOWN_CHARACTERS = 2_000


def declared_settings() -> dict[str, Any]:
    """Return the settings of a configuration for the system, as far as they are known before it runs."""
    from booking_conformance.fixtures.booking_system.web.describe import describe

    return describe("http://127.0.0.1/api")


class EmbeddedSystem:
    """Starts the embedded booking system on entering, ends it on leaving.

    ``configuration_data`` is the content of a configuration for it; ``dataset_site`` is where it is.
    """

    def __init__(
        self,
        faults: Sequence[str] = (),
        variants: Sequence[str] = (),
        *,
        delay_ms: int = 0,
        lease_seconds: int | None = None,
        database: Path | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self.configuration_data: dict[str, Any] = {}
        self.dataset_site = ""
        self._arguments = [
            *("--host", host, "--port", str(port), "--exit-with-stdin"),
            *(() if is_loopback(host) else ("--expose",)),
            *(part for fault in faults for part in ("--fault", fault)),
            *(part for variant in variants for part in ("--variant", variant)),
            *(("--delay", str(delay_ms)) if delay_ms else ()),
            *(("--lease-seconds", str(lease_seconds)) if lease_seconds is not None else ()),
            *(("--database", str(database)) if database else ()),
        ]
        self._errors: IO[bytes] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process, so that it starts up while the caller does other work. ``stop`` ends it in any case."""
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed when the process is stopped
        # A session of its own: Ctrl-C must not end it before the run has cleaned up there.
        self._process = subprocess.Popen(  # noqa: S603 - our own module, arguments in a list
            [sys.executable, "-m", _MODULE, *self._arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=_environment(),
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        if self._process is None:
            self.start()
        try:
            self._read(self._first_line())
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def running(self) -> bool:
        """Whether the process was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def wait(self) -> int:
        """Wait until the process ends by itself; return its exit code."""
        return self._process.wait() if self._process else 0

    def let_go(self) -> None:
        """Let the process end, without waiting for that: nothing more is sent to it.

        Its standard input does not end with ours while a process that was forked since has it, too.
        """
        if self._process is not None:
            self._process.terminate()

    def stop(self) -> None:
        """End the process: it ends with its standard input; by force when it does not."""
        if self._process is None:
            return
        process, self._process = self._process, None
        with suppress(OSError):
            process.stdin.close()  # type: ignore[union-attr]  # it was made as a pipe
        _await_end(process)
        process.stdout.close()  # type: ignore[union-attr]  # it was made as a pipe
        self._errors.close()  # type: ignore[union-attr]  # opened with the process

    def _first_line(self) -> bytes:
        # A pipe cannot be read with a time limit on every platform, a queue can.
        lines: queue.Queue[bytes] = queue.Queue()
        stdout = self._process.stdout  # type: ignore[union-attr]  # called while it runs
        threading.Thread(target=lambda: lines.put(stdout.readline()), daemon=True).start()  # type: ignore[union-attr]  # as above
        try:
            return lines.get(timeout=_READY_WITHIN)
        except queue.Empty:
            return b""

    def _read(self, line: bytes) -> None:
        try:
            data = json.loads(line)
            self.dataset_site = data.pop("dataset_site", "") or data["target"]["dataset_site"]
            data.pop("pid", None)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InternalError("the bundled booking system did not start", self._complaint()) from error
        self.configuration_data = data

    def _complaint(self) -> str:
        self._errors.seek(0)  # type: ignore[union-attr]  # opened with the process
        text = self._errors.read().decode("utf-8", "replace").strip()  # type: ignore[union-attr]  # as above
        return text[-_SHOWN_CHARACTERS:] or "It printed nothing."


def _await_end(process: subprocess.Popen[bytes]) -> None:
    for harder in (process.terminate, process.kill):
        try:
            process.wait(_GONE_WITHIN)
        except subprocess.TimeoutExpired:
            harder()
        else:
            return
    process.wait(_GONE_WITHIN)


def _environment() -> dict[str, str]:
    """Return the environment for the process: in a checkout that nobody installed it has to find the package too."""
    root = Path(__file__).resolve().parents[2]
    if not (root / "pyproject.toml").is_file():
        return dict(os.environ)
    paths = [str(root), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
