"""A web server on this machine whose answers are bytes that a test sets: anything that a server may send."""

import socket
import ssl
import threading
from contextlib import contextmanager

from fastwarc.warc import ArchiveIterator

from reportedly.pages.web import fetch

PAGE = b"<!DOCTYPE html><html><head><title>Talks in Orvast</title></head><body><p>They met.</p></body></html>"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Orvast</title><link>{0}/</link>
<item><title>One</title><link>{0}/one</link></item><item><title>Two</title><link>/two</link></item>
<item><title>Again</title><link>{0}/one#part</link></item></channel></rss>"""
MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def answer(body=PAGE, status="200 OK", **headers):
    """A whole answer; ``Content_Length=None`` leaves that header out."""
    named = {"Content-Type": "text/html", "Content-Length": len(body)}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in named.items() if value is not None)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def to(place, status="302 Found"):
    return answer(b"", status, Location=place)


class Site:
    """``pages`` maps a path to an answer, or to a function of connection and request; ``asked`` has all requests."""

    def __init__(self, host="127.0.0.1", context=None):
        self.pages, self.asked, self._context = {}, [], context
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, 0), family=family)
        self.host, self.port = host, self._socket.getsockname()[1]
        self.url = f"{'https' if context else 'http'}://{f'[{host}]' if ':' in host else host}:{self.port}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def paths(self):
        return [request.split(b" ")[1].decode() for request in self.asked if not request.startswith(b"GET /robots.txt")]

    def _serve(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection):
        try:
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            with connection:
                request = b""
                while b"\r\n\r\n" not in request:
                    request += connection.recv(65536) or b"\r\n\r\n"
                    if not request.startswith(b"GET "):  # a TLS handshake
                        return connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                self.asked.append(request)
                found = self.pages.get(request.split(b" ")[1].decode(), MISSING)
                connection.sendall(found) if isinstance(found, bytes) else found(connection, request)
        except (OSError, IndexError, ssl.SSLError):
            pass  # the client has gone

    def close(self):
        if self._socket.fileno() >= 0:
            self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()


@contextmanager
def site(**options):
    made = Site(**options)
    try:
        yield made
    finally:
        made.close()


def get(warc, *urls, **options):
    return fetch(urls, warc, **({"allow_private": True, "delay": 0, "timeout": 10} | options))


def records(file):
    """(type, address, headers, block) of each record, whose digests must be right."""
    found = []
    with open(file, "rb") as stream:
        for record in ArchiveIterator(stream, parse_http=False):
            assert record.verify_block_digest()
            headers = dict(record.headers.to_tuples())
            block = record.reader.read()
            assert headers["Content-Length"] == str(len(block))
            found.append((headers["WARC-Type"], headers.get("WARC-Target-URI"), headers, block))
    with open(file, "rb") as stream:
        for record in ArchiveIterator(stream, quirks_mode=True):
            if "WARC-Payload-Digest" in dict(record.headers.to_tuples()):
                assert record.verify_payload_digest()
    return found


def kinds(file):
    return [record[0] for record in records(file)]


def only(summary):
    (one,) = summary.fetched
    return one
