from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts beside the repository; whoever has none skips what needs it."""
    if not SHARED.is_dir():
        pytest.skip("no folder of facts beside the repository")
    return SHARED
