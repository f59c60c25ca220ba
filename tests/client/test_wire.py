"""Connections are kept while they are sound, and lead through a proxy and TLS where they have to."""

import asyncio
import ipaddress
import ssl
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from booking_conformance.client.address import Server, address_of
from booking_conformance.client.transport import Transport
from booking_conformance.client.wire import Wire
from booking_conformance.client.wires import Wires
from booking_conformance.config import Limits, Network
from booking_conformance.recording import Request
from tests.support.scripted import HANG_UP, answer, scripted

CLOSE = "Connection: close"
UNTIL_THE_END = b"HTTP/1.1 200 OK\r\n\r\n{}"


async def ask(url, times=1, network=None, **request):
    """Send a request several times, one after the other; return the answers and the transport."""
    async with Transport(network or Network(), Limits()) as transport:
        transport.allow(url)
        return [await transport.send(Request("GET", url, **request)) for _ in range(times)], transport


def statuses(answers):
    return [response.status if response else error for response, error in answers]


@pytest.mark.parametrize(
    ("said", "connections"),
    [
        ((answer(),), 1),
        ((answer("200 OK", b"{}", CLOSE),), 3),
        ((answer() + answer("404 Not Found"),), 3),
    ],
    ids=["sound", "closed by its header", "with more than was asked for"],
)
def test_a_connection_is_kept_while_it_is_sound(said, connections):
    opened = []

    async def count():
        async with scripted(*said) as server:
            connect = Wires._dial

            async def counted(self, to):
                opened.append(to)
                return await connect(self, to)

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(Wires, "_dial", counted)
                return await ask(server.url, 3)

    answers, _ = asyncio.run(count())
    assert statuses(answers) == [200, 200, 200]
    assert len(opened) == connections


def test_a_request_over_a_connection_that_is_just_closed_goes_over_another():
    async def act():
        async with scripted(answer(), HANG_UP, answer("404 Not Found")) as server:
            return await ask(server.url, 2)

    answers, transport = asyncio.run(act())
    assert statuses(answers) == [200, 404]
    assert transport.reconnects == 1


def test_a_server_that_hangs_up_on_a_new_connection_gave_no_answer():
    async def act():
        async with scripted(HANG_UP) as server:
            return await ask(server.url)

    ((response, error),), _ = asyncio.run(act())
    assert response is None
    assert error == "RemoteProtocolError: Server disconnected without sending a response."


def test_a_body_of_unstated_length_ends_with_its_connection():
    async def serve(_, writer):
        writer.write(UNTIL_THE_END)
        writer.close()

    async def act():
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        async with server:
            return await ask(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", 2)

    answers, transport = asyncio.run(act())
    assert [response.body for response, _ in answers] == ["{}", "{}"]
    assert transport.reconnects == 0


def test_headers_are_read_in_the_first_encoding_that_fits():
    async def act():
        said = answer("200 OK", b"", "X-Name: Zoë").decode()
        async with scripted(said.encode(), said.encode("latin-1")) as server:
            return await ask(server.url, 2)

    answers, _ = asyncio.run(act())
    assert [dict(response.headers)["x-name"] for response, _ in answers] == ["Zoë", "Zoë"]


def test_what_a_request_leaves_out_is_added_and_what_it_says_is_left():
    async def act():
        async with scripted(answer()) as server:
            await ask(server.url.replace("//", "//me:my%20word@"), headers=(("Accept", "text/html"),))
            return server.heads[0].lower().split("\r\n")

    head = asyncio.run(act())
    assert head[0] == "get /openactive http/1.1"
    assert [line for line in head if line.startswith("accept:")] == ["accept: text/html"]
    assert "authorization: basic bwu6bxkgd29yza==" in head
    assert "content-length: 0" not in head


@pytest.mark.parametrize(
    ("url", "server", "authority", "target"),
    [
        ("http://example.com", (False, "example.com", 80), "example.com", "/"),
        ("HTTPS://Example.com:443/a?b=c#d", (True, "example.com", 443), "example.com", "/a?b=c"),
        ("http://[::1]:8080/a b/%2F%zz", (False, "::1", 8080), "[::1]:8080", "/a%20b/%2F%25zz"),
        ("https://bücher.example/ü", (True, "xn--bcher-kva.example", 443), "xn--bcher-kva.example", "/%C3%BC"),
    ],
)
def test_a_url_is_taken_apart(url, server, authority, target):
    found = address_of(url)
    assert (found.server, found.authority, found.target) == (Server(*server), authority, target)


@pytest.mark.parametrize("url", ["ftp://example.com/", "https:///a", "/a", "http://[::1"])
def test_what_is_no_http_url_is_refused(url):
    with pytest.raises(ValueError, match=r"not an HTTP URL|Invalid IPv6"):
        address_of(url)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Return a file with a key and the certificate of booking.example and 127.0.0.1, signed by itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "booking.example")])
    names = [x509.DNSName("booking.example"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    file.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(pem))
    return str(file)


@asynccontextmanager
async def tls_server(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    async def serve(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer("200 OK", b'"over TLS"'))
        await writer.drain()
        await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def test_a_server_with_tls_is_believed_with_a_known_certificate_alone(certificate):
    async def act():
        async with tls_server(certificate) as port:
            url = f"https://127.0.0.1:{port}/"
            (known,), _ = await ask(url, network=Network(ca_bundle=certificate))
            (unknown,), _ = await ask(url)
            return known, unknown

    (response, _), (nothing, error) = asyncio.run(act())
    assert response.body == '"over TLS"'
    assert nothing is None
    assert "CERTIFICATE_VERIFY_FAILED" in error


class Proxy:
    """A proxy that leads every tunnel to one port, and answers plain requests itself."""

    def __init__(self, port=0, refusal=b""):
        self.heads, self.url = [], ""
        self._port, self._refusal = port, refusal

    async def serve(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.heads.append(head)
        if self._refusal or not head.startswith("CONNECT"):
            writer.write(self._refusal or answer())
            await writer.drain()
        else:
            there, back = await asyncio.open_connection("127.0.0.1", self._port)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await asyncio.gather(_pass_on(reader, back), _pass_on(there, writer))
        writer.close()

    @asynccontextmanager
    async def running(self):
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.url = f"http://me:secret@127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()


async def _pass_on(reader, writer):
    while data := await reader.read(65_536):
        writer.write(data)
    writer.close()


def test_a_proxy_is_asked_for_the_whole_url_and_given_its_credentials():
    async def act():
        async with Proxy().running() as proxy:
            answers, _ = await ask("http://booking.example/a?b=c", network=Network(proxy=proxy.url))
            return statuses(answers), proxy.heads[0]

    found, head = asyncio.run(act())
    assert found == [200]
    assert head.startswith("GET http://booking.example/a?b=c HTTP/1.1")
    assert "Proxy-Authorization: Basic bWU6c2VjcmV0" in head


def test_tls_goes_through_the_tunnel_of_a_proxy(certificate):
    async def act():
        async with tls_server(certificate) as port, Proxy(port).running() as proxy:
            network = Network(proxy=proxy.url, ca_bundle=certificate)
            answers, _ = await ask("https://booking.example/", network=network)
            await asyncio.sleep(0.01)
            return answers[0], proxy.heads[0]

    (response, error), head = asyncio.run(act())
    assert response is not None, error
    assert response.body == '"over TLS"'
    assert head.startswith("CONNECT booking.example:443 HTTP/1.1")
    assert "Proxy-Authorization: Basic bWU6c2VjcmV0" in head


def test_the_refusal_of_a_proxy_is_no_answer_of_the_target(certificate):
    async def act():
        async with Proxy(refusal=answer("407 Proxy Authentication Required")).running() as proxy:
            return await ask("https://booking.example/", network=Network(proxy=proxy.url, ca_bundle=certificate))

    ((response, error),), _ = asyncio.run(act())
    assert response is None
    assert error == "ConnectionRefusedError: the proxy returned 407"


def test_a_server_is_held_up_while_nobody_reads():
    async def act():
        held = []

        class Held(asyncio.Transport):
            def pause_reading(self):
                held.append("paused")

            def resume_reading(self):
                held.append("resumed")

        wire = Wire()
        wire.connection_made(Held())
        wire.data_received(b"x" * 300_000)
        await wire._read()
        return held

    assert asyncio.run(act()) == ["paused", "resumed"]
