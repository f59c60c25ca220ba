"""How curl has to connect: as the run did, with its authorities, its own certificate and its proxy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booking_conformance.reports.repro.names import single_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The proxy may hold a password, so whoever runs the script gives it.
_PROXY = "NETWORK_PROXY"
# A run reaches what is on its own machine without it.
_NEAR = "localhost,127.0.0.1,::1"
_FILES = {"ca_bundle": "--cacert", "client_cert": "--cert"}


def connection(configuration: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that give curl these options, none where it needs none."""
    network: Mapping[str, Any] = configuration.get("network", {})
    options = [f"{option} {single_quoted(network[key])}" for key, option in _FILES.items() if network.get(key)]
    if network.get("proxy"):
        options.append(f'--proxy "${{{_PROXY}}}" --noproxy {_NEAR}')
        yield f': "${{{_PROXY}:?Set it to the URL of the proxy.}}"'
    if options:
        yield f'curl() {{ command curl {" ".join(options)} "$@"; }}'
