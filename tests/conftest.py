"""Which files of tests begin first, where several processes share them: the long ones, so that none is left over."""

from pathlib import Path

import pytest

from tests.support.facts import SHARED

HERE = Path(__file__).parent
# Those that wait for whole runs are few tests each; xdist would begin with the files of many tests.
LONG = [
    *("whole/test_hostile_recordings.py", "whole/test_proof.py", "whole/test_run.py", "whole/test_random_mode.py"),
    *("diversity/test_types.py", "diversity/test_vendors.py", "reports/repro/test_repro.py"),
    *("runner/test_plain_pytest.py", "docs/test_commands_run.py", "whole/test_hostile_habits.py"),
    *("whole/test_read_scope.py", "whole/test_hostile_targets.py", "whole/test_altered_recordings.py"),
    *("reports/test_accessibility.py", "whole/test_interrupt.py", "fleet/test_fleet.py", "whole/test_resume.py"),
]
PLACES = {HERE / name: place for place, name in enumerate(LONG)}


def pytest_configure(config: pytest.Config) -> None:
    """Keep xdist to the order of collection."""
    config.option.loadscopereorder = False


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bring the long files to the front; each stays whole."""
    items.sort(key=lambda item: PLACES.get(item.path, len(LONG)))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts beside the repository; whoever has none skips what needs it."""
    if not SHARED.is_dir():
        pytest.skip("no folder of facts beside the repository")
    return SHARED
