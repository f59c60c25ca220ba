"""The certificate files that a configuration names: tried when it is loaded, not at the first request."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

from booking_conformance.errors import ConfigurationError

if TYPE_CHECKING:
    from booking_conformance.config.limits import Network

_HINT = "It has to be a file in PEM form{more}; a relative path starts at the folder of the configuration file."


def tls_context(network: Network) -> ssl.SSLContext:
    """Return what a run trusts, the authorities of this machine and those of ``ca_bundle``, and shows of itself.

    Raises ConfigurationError for a file that cannot be read, or holds something else.
    """
    context = ssl.create_default_context()
    if network.ca_bundle:
        _load_authorities(context, network.ca_bundle)
    if network.client_cert:
        _load_own(context, network.client_cert)
    return context


def refuse_unusable_certificates(network: Network) -> None:
    """Raise ConfigurationError for certificate files that cannot be used."""
    if network.ca_bundle or network.client_cert:
        tls_context(network)


def _load_authorities(context: ssl.SSLContext, file: str) -> None:
    try:
        context.load_verify_locations(file)
    except OSError as error:
        raise _unusable("ca_bundle", file, error, "", "holds no certificate") from error


def _load_own(context: ssl.SSLContext, file: str) -> None:
    # Without a password of ours OpenSSL asks for one on the terminal, and a run in CI waits for ever.
    try:
        context.load_cert_chain(file, password="")
    except OSError as error:
        more = ", with the certificate and its key, which is not encrypted"
        raise _unusable("client_cert", file, error, more, "holds no certificate with a key that can be read") from error


def _unusable(key: str, file: str, error: OSError, more: str, otherwise: str) -> ConfigurationError:
    told = otherwise if isinstance(error, ssl.SSLError) else f"cannot be read ({error.strerror or error})"
    return ConfigurationError(f"network.{key}: the file {file} {told}", _HINT.format(more=more))
