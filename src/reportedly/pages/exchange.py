"""One request to a web server and its answer, kept byte for byte as they went over the line.

Each request has a connection of its own, so that what was received on it is that answer and nothing else. There is a
limit for its time in all, however slowly its bytes drip, and one for its size. Proxies that the environment names are
not used: behind one the check of addresses would be the proxy's, not ours.
"""

from __future__ import annotations

import re
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import httpcore
import httpx

from reportedly.pages.hosts import NotFetched, addresses_of

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_URL = 8_000  # characters; servers take about as many
_HEAD_ROOM = 262_144  # bytes that headers and the frames of chunks may take beside the body
_MAX_MEMBERS = 1_000  # parts of one gzip body; real ones have one
_PIECE = 65_536
_HOST = re.compile(r"[a-z0-9_:][a-z0-9_.:-]*")
_BLANK_LINE = re.compile(rb"\n\r?\n")
_INTERIM = re.compile(rb"HTTP/1\.[01] 1(?!01)\d\d\b")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered to one request.

    ``request`` and ``response`` are the bytes that were sent and received (within TLS), without interim answers; the
    first ``head`` bytes of ``response`` are its status line and headers.
    ``body`` is the body without chunks, still packed as the header
    Content-Encoding says. ``ip`` is the address that was connected to, ``at`` the time of the request.
    """

    url: httpx.URL
    status: int
    reason: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    request: bytes
    response: bytes
    head: int
    ip: str
    at: datetime

    def header(self, name: str) -> str | None:
        """The first header of this name, in Latin-1, or null."""
        wanted = name.lower().encode()
        return next((value.decode("latin-1") for key, value in self.headers if key.lower() == wanted), None)

    def target(self) -> httpx.URL:
        """Where a redirect leads. Raises :class:`NotFetched` where it does not say, or leads to no web address."""
        location = self.header("Location")
        if not location:
            raise NotFetched("failed", f"the server answered {self.status} and does not say where to")
        with suppress(UnicodeError):
            location = location.encode("latin-1").decode("utf-8")
        try:
            return web_address(str(self.url.join(location)))
        except (httpx.InvalidURL, UnicodeError, ValueError, NotFetched) as error:
            raise NotFetched("failed", f"leads on to {location[:200]!r}, which {error}") from None

    def unpacked(self, limit: int) -> Iterator[bytes]:
        """The body unpacked, in pieces. Raises :class:`NotFetched` once it has more than ``limit`` bytes."""
        return unpacked(self.body, (self.header("Content-Encoding") or "").strip().lower(), limit)


def web_address(text: str) -> httpx.URL:
    """A web address made regular, without the part after ``#``. Raises :class:`NotFetched` for what is none."""
    try:
        url = httpx.URL(text.strip())
        url.host  # noqa: B018 - names that are wrongly encoded show here
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise NotFetched("failed", f"is no web address ({error})") from None
    if url.scheme not in ("http", "https"):
        raise NotFetched("failed", "is no web address: it must begin with http:// or https://")
    host = url.raw_host.decode("ascii")
    if not _HOST.fullmatch(host) or (url.port is not None and not 0 < url.port < 65_536):
        raise NotFetched("failed", "is no web address: it names no host that there could be")
    if url.userinfo:
        raise NotFetched("failed", "holds a user name or password; pages behind a login are not fetched")
    if len(str(url)) > MAX_URL:
        raise NotFetched("failed", f"has more than the {MAX_URL:,} characters that an address may have")
    usual = {"http": 80, "https": 443}[url.scheme]
    return url.copy_with(fragment=None, port=None if url.port == usual else url.port)


@dataclass(frozen=True)
class Client:
    """What all requests of a run have in common.

    ``max_bytes`` limits a body as it is sent and unpacked, ``timeout`` is the number of seconds for a request in all.
    """

    user_agent: str
    max_bytes: int
    timeout: float
    allow_private: bool = False

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()  # certifi's authorities, or those of SSL_CERT_FILE

    def get(
        self,
        url: httpx.URL,
        conditions: Iterable[tuple[str, bytes]] = (),
        *,
        limit: int | None = None,
        cut: bool = False,
    ) -> Answer:
        """Ask for ``url`` once; a redirect is an answer like another.

        ``conditions`` are further headers. ``limit`` stands in for ``max_bytes``; with ``cut`` a longer body is cut
        there instead of refused. Raises :class:`NotFetched` where no whole answer comes.
        """
        limit = self.max_bytes if limit is None else limit
        network = _Network(time.monotonic() + self.timeout, limit + _HEAD_ROOM, self.allow_private)
        request = self._request(url, conditions)
        at = datetime.now(UTC).replace(microsecond=0)
        context = self._tls if url.scheme == "https" else None
        try:
            with httpcore.HTTPConnection(request.url.origin, context, network_backend=network) as connection:
                response = connection.handle_request(request)
                assert isinstance(response.stream, Iterable)
                body = _body(response.stream, limit, cut)
        except httpcore.TimeoutException:
            raise NotFetched("timed-out", f"took more than {self.timeout:g} seconds") from None
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise NotFetched("failed", _why(error)) from None
        received = bytes(network.received)
        start, head = _head(received)
        chunked = any(key.lower() == b"transfer-encoding" for key, _ in response.headers) and body
        end = _end_of_chunks(received, head) if chunked else head + len(body)
        return Answer(
            url=url,
            status=response.status,
            reason=bytes(response.extensions.get("reason_phrase", b"")).decode("latin-1"),
            headers=tuple(response.headers),
            body=body,
            request=bytes(network.sent),
            response=received[start:end],
            head=head - start,
            ip=network.ip,
            at=at,
        )

    def _request(self, url: httpx.URL, conditions: Iterable[tuple[str, bytes]]) -> httpcore.Request:
        headers: list[tuple[bytes, bytes]] = [
            (b"Host", url.netloc),
            (b"User-Agent", self.user_agent.encode("ascii")),
            (b"Accept", b"text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"),
            (b"Accept-Encoding", b"gzip, deflate"),
            (b"Connection", b"close"),
            *((name.encode(), value) for name, value in conditions),
        ]
        place = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        return httpcore.Request(b"GET", place, headers=headers)


def unpacked(body: bytes, coding: str, limit: int) -> Iterator[bytes]:
    """A body without its content coding, in pieces; what is damaged ends where the damage begins.

    Raises :class:`NotFetched` once more than ``limit`` bytes have come out (a small answer may unpack to gigabytes),
    and for codings that were not asked for.
    """
    if coding in ("", "identity"):
        yield body
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise NotFetched("failed", f"is packed as {coding[:40]!r}, which was not asked for")
    # What is called deflate is zlib's format by the standard and often lacks its two bytes of header.
    raw = coding == "deflate" and (len(body) < 2 or body[0] & 15 != 8 or int.from_bytes(body[:2], "big") % 31)
    kind = -15 if raw else 15 if coding == "deflate" else 31
    packer, members, total = zlib.decompressobj(kind), 1, 0
    for start in range(0, len(body), 4096):
        rest = body[start : start + 4096]
        while rest:
            if packer.eof:
                if kind != 31:
                    return
                packer, members = zlib.decompressobj(kind), members + 1
                if members > _MAX_MEMBERS:
                    raise NotFetched("failed", f"is packed in more than {_MAX_MEMBERS:,} parts")
            try:
                piece = packer.decompress(rest, _PIECE)
            except zlib.error:
                return
            total += len(piece)
            if total > limit:
                raise too_large(limit, "unpacked")
            yield piece
            rest = packer.unused_data if packer.eof else packer.unconsumed_tail


def too_large(limit: int, how: str = "") -> NotFetched:
    """The refusal of a body of more than ``limit`` bytes."""
    return NotFetched("too-large", f"has more than {limit:,} bytes{' ' if how else ''}{how}")


class _Network(httpcore.NetworkBackend):
    """Connects to a checked address and keeps what is sent and received, until a deadline and up to a size."""

    def __init__(self, deadline: float, most: int, allow_private: bool) -> None:
        self.deadline, self.most, self._allow_private = deadline, most, allow_private
        self.sent, self.received, self.ip = bytearray(), bytearray(), ""

    def left(self) -> float:
        """Seconds until the deadline; raises at it."""
        seconds = self.deadline - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout
        return seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = addresses_of(host, port, self.left(), self._allow_private)
        for tried, ip in enumerate(addresses):
            # Each address gets its share of the time, so that one that swallows everything leaves some to the next.
            share = self.left() / (len(addresses) - tried)
            try:
                stream = httpcore.SyncBackend().connect_tcp(ip, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if tried == len(addresses) - 1:
                    raise
            else:
                self.ip = ip
                return _Stream(self, stream)
        raise AssertionError("addresses_of gives at least one")


class _Stream(httpcore.NetworkStream):
    def __init__(self, network: _Network, inner: httpcore.NetworkStream) -> None:
        self._network, self._inner = network, inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, self._network.left())
        self._network.received += data
        if len(self._network.received) > self._network.most:
            raise too_large(self._network.most - _HEAD_ROOM)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._network.left())
        self._network.sent += buffer

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._network, self._inner.start_tls(ssl_context, server_hostname, self._network.left()))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _body(stream: Iterable[bytes], limit: int, cut: bool) -> bytes:
    body = bytearray()
    for piece in stream:
        body += piece
        if len(body) > limit:
            if cut:
                return bytes(body[:limit])
            raise too_large(limit)
    return bytes(body)


def _head(received: bytes) -> tuple[int, int]:
    """Where the headers of the answer begin, behind interim answers such as 103 Early Hints, and where they end."""
    start = 0
    while (blank := _BLANK_LINE.search(received, start)) and _INTERIM.match(received, start):
        start = blank.end()
    return start, blank.end() if blank else len(received)


def _end_of_chunks(received: bytes, start: int) -> int:
    """Where a body in chunks ends, with its trailers; the end of all where it was cut."""
    at = start
    while (line := received.find(b"\n", at)) >= 0:
        size = re.match(rb"[0-9A-Fa-f]{1,20}", received[at : min(line, at + 24)])
        if not size:
            break
        if not int(size[0], 16):
            end = _BLANK_LINE.search(received, line)
            return end.end() if end else len(received)
        at = line + 1 + int(size[0], 16)
        at += 2 if received[at : at + 2] == b"\r\n" else 1
    return len(received)


def _why(error: Exception) -> str:
    """A failed exchange in words."""
    chain: list[BaseException] = [error]
    while chain[-1].__cause__ is not None:
        chain.append(chain[-1].__cause__)
    for cause in chain:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is not accepted ({cause.verify_message.rstrip('.')})"
        if isinstance(cause, ssl.SSLError):
            return f"no secure connection could be made ({(cause.reason or 'TLS failed').replace('_', ' ').lower()})"
    words = next((c.strerror for c in chain if isinstance(c, OSError) and c.strerror), None) or str(error)
    if isinstance(error, httpcore.ConnectError):
        return f"no connection could be made ({words})"
    if isinstance(error, httpcore.NetworkError):
        return f"the connection broke off ({words})"
    return f"the answer does not keep to the protocol or is cut off ({words})"


def conditions_from(etag: bytes | None, modified: bytes | None) -> Sequence[tuple[str, bytes]]:
    """The headers that ask for a page only if it has changed; what no header may hold is left out."""
    named = (("If-None-Match", etag), ("If-Modified-Since", modified))
    return [
        (name, value) for name, value in named if value and re.fullmatch(rb"[\x21-\x7e][\x20-\x7e\x80-\xff]*", value)
    ]
