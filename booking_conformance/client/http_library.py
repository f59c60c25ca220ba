"""httpx, without its command line: that imports rich and pygments where they are installed, to no use here.

They would take a tenth of the time before the first request, and memory while there is least of it.
"""

from __future__ import annotations

import sys
from typing import Any

_COMMAND_LINE = "httpx._main"
_modules: dict[str, Any] = sys.modules

# What is None cannot be imported, and httpx goes without it.
_modules.setdefault(_COMMAND_LINE, None)
import httpx  # noqa: E402 - after what it is to go without

if _modules[_COMMAND_LINE] is None:
    del _modules[_COMMAND_LINE]

__all__ = ["httpx"]
