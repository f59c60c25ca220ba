"""Properties that no booking system knows: what is sent in them means nothing, and makes no difference."""

from typing import Final

UNKNOWN: Final = "conformanceProbe"
NAMESPACED_UNKNOWN: Final = "conformanceTest:probe"
NAMESPACE: Final = {"conformanceTest": "https://example.com/conformance-test#"}
