"""The folder of facts beside the repository, which not everybody has."""

from pathlib import Path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
