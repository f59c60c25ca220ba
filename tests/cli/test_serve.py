from typing import Any, ClassVar, Self

import pytest
from click.testing import CliRunner

from booking_conformance.cli.serve import serve


class _System:
    """Stands for the embedded system, and ends at once."""

    dataset_site = "http://127.0.0.1/openactive"
    made_with: ClassVar[dict[str, Any]] = {}

    def __init__(self, *_: object, **settings: Any) -> None:
        _System.made_with = settings

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def wait(self) -> int:
        return 0


@pytest.mark.parametrize(("arguments", "seconds"), [(["--lease-seconds", "900"], 900), ([], None)])
def test_leases_last_as_long_as_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], seconds: int | None
) -> None:
    monkeypatch.setattr("booking_conformance.embedded.process.EmbeddedSystem", _System)
    assert CliRunner().invoke(serve, arguments).exit_code == 0
    assert _System.made_with["lease_seconds"] == seconds
