"""The report of an earlier run, as it lies in its folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from typing import TYPE_CHECKING, Any

from booking_conformance.config import Configuration
from booking_conformance.errors import UsageError
from booking_conformance.recording.har.har import HarFile, read_har
from booking_conformance.results.verdict import NO_VIOLATION, VIOLATIONS
from booking_conformance.runner.report_folder import JOURNAL, REPORT

if TYPE_CHECKING:
    from pathlib import Path

    from booking_conformance.recording import Recording

RECORDING = "exchanges.har"
_HINT = "Name the folder that --report named."
_EDITED = "It is not as the run wrote it: it was edited or damaged since, or another version wrote it."


@dataclass(frozen=True)
class SavedReport:
    """``document`` is report.json, which its schema allows; ``journal`` holds the lines of the journal."""

    folder: Path
    document: dict[str, Any]
    har: HarFile
    configuration: Configuration
    journal: tuple[str, ...]

    @property
    def recording(self) -> Recording:
        """The recording that the report rests on."""
        return self.har.recording

    @property
    def started(self) -> datetime:
        """When the run began, by report.json."""
        return datetime.fromisoformat(self.document["run"]["started"]).astimezone(UTC)


def open_report(folder: Path) -> SavedReport:
    """Read the report of a run; raise UsageError for a folder that holds none, or one that cannot be read."""
    document = report_document(folder)
    if document["verdict"] in {VIOLATIONS, NO_VIOLATION}:
        raise UsageError(f"{folder} holds the report of an audit", "Only the report of a run can be verified.")
    if document["run"]["interrupted"]:
        raise UsageError(f"{folder} holds the report of a run that was interrupted", "Run it again to its end.")
    try:
        har = read_har(folder / RECORDING)
        configuration = Configuration.model_validate(har.context["configuration"])
        journal = tuple((folder / JOURNAL).read_text(encoding="utf-8").splitlines())
    except OSError as error:
        raise UsageError(f"{folder}: the recording or the journal cannot be read ({error})", _HINT) from error
    except (ValueError, KeyError) as error:
        raise UsageError(f"{folder}: the recording or the journal cannot be read ({error})", _EDITED) from error
    return SavedReport(folder, document, har, configuration, journal)


def report_document(folder: Path) -> dict[str, Any]:
    """Return report.json of a folder; raise UsageError when there is none that the schema allows."""
    # A run imports this module, and seldom reads an earlier report.
    import jsonschema

    schema = resources.files("booking_conformance.schemas").joinpath("report.schema.json").read_text(encoding="utf-8")
    try:
        document: dict[str, Any] = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(json.loads(schema)).validate(document)
        datetime.fromisoformat(document["run"]["started"])
    except OSError as error:
        raise UsageError(f"{folder} holds no report ({error.strerror or error})", _HINT) from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{folder} holds no report that can be read ({error})", _HINT) from error
    except jsonschema.ValidationError as error:
        place = "/".join(map(str, error.absolute_path))
        raise UsageError(f"{folder / REPORT} is not a report of this suite: /{place}: {error.message[:300]}") from error
    return document
