"""``fleet``: tests many targets, keeps what came of each, and goes on where it ended."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from booking_conformance.certify.report_difference import Kind, difference
from booking_conformance.certify.saved_report import report_document
from booking_conformance.errors import UsageError
from booking_conformance.fleet.lines import FLEET, Line, read_lines, write_lines
from booking_conformance.fleet.run_here import RunHere
from booking_conformance.fleet.side_by_side import SideBySide
from booking_conformance.fleet.target_run import TargetRun
from booking_conformance.recording.recording_log import RECORDING_LOG
from booking_conformance.reports.page.fleet import fleet_page
from booking_conformance.reports.safe_text import one_line
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from booking_conformance.fleet.target_run import UnderWay
    from booking_conformance.fleet.targets import FleetTarget

PAGE: Final = "index.html"
_REPORTS, _LOGS = "reports", "logs"
_LONGEST_MESSAGE = 300
_LOG_READ = 20_000
_ERROR = "Error: "
# A run that is resumed keeps its own selection.
_KEPT = "--only"


@dataclass(frozen=True)
class FleetOptions:
    """``flags`` are passed on to each run, as pairs; ``again`` also tests targets that were judged before.

    ``start`` starts a run: here, or on another machine.
    """

    folder: Path
    jobs: int
    flags: Sequence[tuple[str, str]]
    again: bool
    progress: Callable[[str], None]
    start: Callable[[TargetRun], UnderWay] = RunHere


class Fleet:
    """The targets of a fleet and the folder that it reports into."""

    def __init__(self, targets: Sequence[FleetTarget], options: FleetOptions) -> None:
        self._options = options
        self._targets = targets
        earlier = read_lines(options.folder)
        self._lines = {target.name: earlier.get(target.name, _unknown(target)) for target in targets}
        self._before: dict[str, dict[str, Any] | None] = {}

    def run(self) -> list[Line]:
        """Test the targets that are to be tested and return what is known of all, also after an interrupt."""
        open_targets = [target for target in self._targets if self._options.again or not self._is_judged(target)]
        judged = len(self._targets) - len(open_targets)
        if judged:
            self._options.progress(
                f"{judged} of {len(self._targets)} targets were judged before; --again tests them again"
            )
        for name in (_REPORTS, _LOGS):
            (self._options.folder / name).mkdir(exist_ok=True)
        try:
            SideBySide(self._options.jobs, self._start, self._end).run(open_targets)
        except KeyboardInterrupt:
            self._options.progress("Interrupted.")
        finally:
            self._write()
        return list(self._lines.values())

    def _is_judged(self, target: FleetTarget) -> bool:
        line = self._lines[target.name]
        return line.ended and line.configuration == target.hash

    def _start(self, target: FleetTarget) -> UnderWay:
        return self._options.start(self._begin(target))

    def _begin(self, target: FleetTarget) -> TargetRun:
        folder = self._options.folder / _REPORTS / target.name
        self._before[target.name] = _document(folder)
        resumed = self._can_be_resumed(target)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        begun = replace(_unknown(target), started=started, message="The run did not end.", flags=self._flags)
        self._lines[target.name] = begun
        self._write()
        self._options.progress(f"{target.name}: started")
        flags = tuple(word for flag in self._options.flags if not (resumed and flag[0] == _KEPT) for word in flag)
        return TargetRun(target, folder, self._log(target), flags, resumed)

    def _can_be_resumed(self, target: FleetTarget) -> bool:
        """Return whether the last run of a target was cut off, with the configuration and the flags of now."""
        line, log = self._lines[target.name], self._options.folder / _REPORTS / target.name / RECORDING_LOG
        alike = line.configuration == target.hash and line.flags == self._flags
        return alike and log.is_file() and not self._options.again

    @property
    def _flags(self) -> tuple[str, ...]:
        return tuple(word for flag in self._options.flags for word in flag)

    def _end(self, target: FleetTarget, code: int) -> None:
        before, after = self._before[target.name], _document(self._options.folder / _REPORTS / target.name)
        line = replace(self._lines[target.name], code=code, message="")
        if after is None or (before is not None and after["run"]["started"] == before["run"]["started"]):
            line = replace(line, message=_last_words(self._log(target), code))
        else:
            line = _judged(line, before, after)
        self._lines[target.name] = line
        self._write()
        self._options.progress(f"{target.name}: {line.verdict or line.message}")

    def _log(self, target: FleetTarget) -> Path:
        return self._options.folder / _LOGS / f"{target.name}.txt"

    def _write(self) -> None:
        lines = list(self._lines.values())
        write_lines(self._options.folder, lines)
        (self._options.folder / PAGE).write_bytes(fleet_page([asdict(line) for line in lines]))


def _unknown(target: FleetTarget) -> Line:
    return Line(target.name, target.file.name, target.hash, message="It was not tested yet.")


def _judged(line: Line, before: dict[str, Any] | None, after: dict[str, Any]) -> Line:
    changed = difference(before, after) if before else None
    return replace(
        line,
        verdict=after["verdict"],
        scope=after["scope"],
        failures=tuple(check["id"] for check in after["checks"] if check["verdict"] == Verdict.FAIL),
        changes={str(kind): len(changed.of(kind)) for kind in Kind} if changed else {},
        report=f"{_REPORTS}/{line.name}/index.html",
    )


def _document(folder: Path) -> dict[str, Any] | None:
    try:
        return report_document(folder)
    except UsageError:
        return None


def _last_words(log: Path, code: int) -> str:
    """Return why a run came to nothing, as it said itself."""
    text = log.read_bytes()[-_LOG_READ:].decode("utf-8", "replace")
    said = text.rpartition(_ERROR)[2] if _ERROR in text else ""
    return one_line(said, _LONGEST_MESSAGE) or f"The run ended with exit code {code}; see {_LOGS}/{log.name}."


def refuse_other_folder(folder: Path) -> None:
    """Raise UsageError unless the folder is missing, empty, or that of an earlier fleet."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder", "Name a folder with --report.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / FLEET).is_file():
        raise UsageError(f"the folder {folder} holds no earlier fleet", "Name a new or empty folder with --report.")
