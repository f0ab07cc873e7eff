import gzip
import io
import json
import os
import re
import shutil
import ssl
import subprocess
import threading
import time
import zlib
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from local_site import PAGE, answer, site, to
from typer.testing import CliRunner

import reportedly
from reportedly.cli import app
from reportedly.errors import ReportedlyError, UsageError
from reportedly.pages import hosts, web, warc_writing
from reportedly.pages.exchange import unpacked, web_address
from reportedly.pages.hosts import NotFetched
from reportedly.pages.web import addresses_in, fetch


@pytest.fixture
def here():
    with site() as made:
        yield made


@pytest.fixture
def warc(tmp_path):
    return tmp_path / "pages.warc.gz"


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


def test_a_page_is_saved_as_it_was_sent(here, warc):
    here.pages["/talks?day=2"] = sent = answer(PAGE, X_Odd="  a \t b", ETag='"v1"').replace(b"ETag:", b"eTaG:")
    one = only(get(warc, f" {here.url}/talks?day=2#second "))
    assert (one.outcome, one.bytes, one.final_url) == ("saved", len(PAGE), f"{here.url}/talks?day=2")
    info, response, request = records(warc)
    assert [info[0], response[0], request[0]] == ["warcinfo", "response", "request"]
    assert response[3] == sent
    assert request[3] == here.asked[-1]
    assert b"\r\nUser-Agent: reportedly/" in request[3]
    for _, address, headers, _ in (response, request):
        assert address == f"{here.url}/talks?day=2"
        assert headers["WARC-IP-Address"] == "127.0.0.1"
        assert headers["WARC-Date"] == one.captured_at
        assert headers["WARC-Warcinfo-ID"] == info[2]["WARC-Record-ID"]
    assert response[2]["WARC-Record-ID"] == request[2]["WARC-Concurrent-To"] == one.record
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", response[2]["WARC-Payload-Digest"])
    assert b"robots: obey\r\n" in info[3]


def test_bodies_in_chunks_and_packed_are_saved_as_received(here, warc):
    packed = gzip.compress(PAGE * 50)
    chunks = b"5;x=1\r\n" + packed[:5] + b"\r\n" + f"{len(packed) - 5:X}\r\n".encode() + packed[5:] + b"\r\n"
    wire = answer(
        chunks + b"0\r\nTrailer: x\r\n\r\n", Content_Length=None, Transfer_Encoding="chunked", Content_Encoding="gzip"
    )
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    here.pages["/chunks"] = early + wire + b"and something else that does not belong to it"
    here.pages["/packed"] = answer(zlib.compress(PAGE), Content_Encoding="deflate")
    summary = get(warc, f"{here.url}/chunks", f"{here.url}/packed")
    assert [(one.outcome, one.bytes) for one in summary.fetched] == [
        ("saved", len(packed)),
        ("saved", len(zlib.compress(PAGE))),
    ]
    assert records(warc)[1][3] == early + wire
    with open(warc, "rb") as stream:
        read = [
            r.reader.read()
            for r in ArchiveIterator(stream, auto_decode="all")
            if r.http_headers and r.http_headers.status_code
        ]
    assert read[1:] == [PAGE] or PAGE in read


def test_records_are_in_the_order_of_the_addresses(here, tmp_path):
    for name in "cab":
        here.pages[f"/{name}"] = answer(name.encode())
    here.pages["/a"] = to("/c")
    order = [f"{here.url}/{name}" for name in "bac"]
    for file in (tmp_path / "one.warc.gz", tmp_path / "two.warc.gz"):
        get(file, *order, order[0], f"{order[1]}#again")
        found = [(kind, url and url[-2:]) for kind, url, _, _ in records(file)]
        assert found == [("warcinfo", None)] + [
            (k, u) for u in ("/b", "/a", "/c", "/c") for k in ("response", "request")
        ]


def test_redirects_are_followed_and_each_is_a_record(here, warc):
    here.pages["/old"] = to("/newer?x=ä", "301 Moved Permanently")
    here.pages["/newer?x=%C3%A4"] = to(f"{here.url}/new#there", "307 Temporary Redirect")
    here.pages["/new"] = answer()
    one = only(get(warc, f"{here.url}/old"))
    assert (one.outcome, one.final_url) == ("saved", f"{here.url}/new")
    assert [r[3].split(b" ")[1] for r in records(warc) if r[0] == "response"] == [b"301", b"307", b"200"]


def test_redirects_end(here, warc):
    here.pages |= {f"/{n}": to(f"/{n + 1}") for n in range(9)} | {"/a": to("/b"), "/b": to("/a")}
    here.pages |= {
        "/5more": to("/4"),
        "/9": answer(),
        "/nowhere": answer(b"", "302 Found"),
        "/mail": to("mailto:x@y.example"),
    }
    here.pages["/password"] = to("http://me:secret@127.0.0.1/")
    lines = [only(get(warc, f"{here.url}{path}")).reason for path in ("/a", "/0", "/nowhere", "/mail", "/password")]
    assert lines[0] == "is redirected in a circle"
    assert lines[1] == "is redirected more than 5 times"
    assert lines[2] == "the server answered 302 and does not say where to"
    assert lines[3].startswith("leads on to 'mailto:x@y.example', which is no web address")
    assert "user name or password" in lines[4]
    assert only(get(warc, f"{here.url}/4")).outcome == "saved"  # five redirects


def test_a_redirect_to_a_private_address_is_refused(here, warc, monkeypatch):
    """127.0.0.1 counts as public here, so that the site can be asked without ``allow_private``."""
    public = tuple(n for n in hosts._NOT_PUBLIC_4 if str(n) != "127.0.0.0/8")
    monkeypatch.setattr(hosts, "_NOT_PUBLIC_4", public)
    with site(host="127.0.0.2") as inner:
        inner.pages["/secret"] = answer()
        monkeypatch.setattr(hosts, "is_public", lambda ip, check=hosts.is_public: ip != "127.0.0.2" and check(ip))
        here.pages["/a"] = to(f"{inner.url}/secret")
        here.pages["/b"] = to("http://169.254.169.254/latest/meta-data/")
        for path, ip in (("/a", "127.0.0.2"), ("/b", "169.254.169.254")):
            one = only(get(warc, f"{here.url}{path}", allow_private=False))
            assert one.outcome == "private"
            assert f"{ip} not an address of the public internet" in one.reason.replace("is ", "")
        assert not inner.asked
    assert [url for kind, url, _, _ in records(warc) if kind == "response"] == [f"{here.url}/a", f"{here.url}/b"]


def test_private_addresses_are_refused_by_any_name(here, warc):
    here.pages["/"] = answer()
    urls = [
        f"{here.url}/",
        f"http://localhost:{here.port}/",
        f"http://127.1:{here.port}/",
        f"http://2130706433:{here.port}/",
    ]
    urls += [f"http://[::ffff:127.0.0.1]:{here.port}/", "http://[::1]/", "http://0.0.0.0/"]
    summary = get(warc, *urls, allow_private=False)
    assert {one.outcome for one in summary.fetched} == {"private"}
    assert summary.failed == len(urls)
    assert not here.asked
    assert not warc.exists()


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(here, warc, monkeypatch):
    """A name server that answers differently the second time is asked once a connection."""
    asked = []
    real = hosts.socket.getaddrinfo

    def lying(host, port, *rest, **more):
        if host != "turns.example":
            return real(host, port, *rest, **more)
        asked.append(host)
        return real("127.0.0.1" if len(asked) % 2 else "127.0.0.9", port, *rest, **more)

    monkeypatch.setattr(hosts.socket, "getaddrinfo", lying)
    here.pages |= {
        "/": answer(),
        "/robots.txt": lambda connection, request: asked.append("robots") or connection.sendall(answer(b"")),
    }
    assert only(get(warc, f"http://turns.example:{here.port}/")).outcome == "saved"
    assert asked == ["turns.example", "robots", "turns.example"]
    assert f"Host: turns.example:{here.port}".encode() in here.asked[-1]


V4 = st.ip_addresses(v=4)


@given(V4)
def test_public_addresses_are_public_for_the_standard_library_too(ip):
    if hosts.is_public(str(ip)):
        assert ip.is_global
        assert not (ip.is_private or ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local)
    n = int(ip)
    wrapped = (f"::ffff:{ip}", f"::{ip}", f"64:ff9b::{ip}", f"64:ff9b:1::{ip}", f"2002:{n >> 16:x}:{n & 65535:x}::1")
    assert not any(hosts.is_public(address) for address in (*wrapped, f"2001:0:{n >> 16:x}:{n & 65535:x}::1"))


@given(st.ip_addresses(v=6))
def test_public_ipv6_addresses_are_global_unicast(ip):
    if hosts.is_public(str(ip)):
        assert ip.is_global
        assert not (ip.is_private or ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local)


@pytest.mark.parametrize(
    "ip",
    """127.0.0.1 10.255.0.1 172.31.255.255 192.168.0.1 169.254.169.254 100.64.0.1 100.127.255.255 0.0.0.0 0.1.2.3 224.0.0.1
    239.255.255.255 240.0.0.1 255.255.255.255 192.0.0.1 192.0.2.1 198.19.0.1 ::1 :: fe80::1%eth0 fc00::1 fd12::1 ff02::1
    ::ffff:8.8.8.8 64:ff9b::808:808 2001:db8::1 fec0::1""".split(),
)
def test_addresses_that_are_not_public(ip):
    assert not hosts.is_public(ip)


@pytest.mark.parametrize("ip", "8.8.8.8 172.32.0.1 100.128.0.1 192.169.0.1 2606:4700::1111 2a00:1450:4001::1".split())
def test_addresses_that_are_public(ip):
    assert hosts.is_public(ip)


@pytest.mark.parametrize(
    "text",
    ["", "example.org/a", "ftp://a.example/", "file:///etc/passwd", "http://", "http:///x", "http://me@a.example/"]
    + ["http://me:secret@a.example/", "http://a b.example/", "http://a.example/\nX: y", "http://a.example:99999/"]
    + ["http://.a.example/", "javascript:alert(1)", "http://xn--/", "http://a.example/" + "x" * 9000, "http://[::1/"],
)
def test_what_is_no_web_address_is_said(text, warc):
    assert only(get(warc, text)).outcome == "failed"


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "http://a.example", "//", "http://["]))
def test_any_text_is_an_address_or_refused(text, start):
    try:
        url = web_address(start + text)
    except NotFetched as error:
        assert str(error)
        return
    assert re.fullmatch(r"https?://[!-~]+", str(url))
    assert "#" not in str(url)
    assert web_address(str(url)) == url


def test_robots_are_respected_on_each_hop(here, warc):
    here.pages["/robots.txt"] = answer(
        b"User-agent: otherbot\nDisallow: /\n\nUser-agent: *\nDisallow: /private*page\nCrawl-delay: 0.2"
    )
    here.pages |= {"/private/1/page": answer(), "/open": answer(), "/to": to("/private/2/page")}
    summary = get(warc, *(f"{here.url}{path}" for path in ("/private/1/page", "/open", "/to")))
    assert [one.outcome for one in summary.fetched] == ["robots", "saved", "robots"]
    assert summary.fetched[0].reason == "robots.txt does not allow it"
    assert here.paths() == ["/open", "/to"]
    assert len(here.asked) == 3  # robots.txt once


@pytest.mark.parametrize(
    ("agent", "allowed"),
    [(None, False), ("reportedly-lab/2.1 (me)", True), ("Archiver/1", True), ("REPORTEDLY", False)],
)
def test_robots_rules_are_those_of_the_user_agent(here, warc, agent, allowed):
    here.pages |= {"/robots.txt": answer(b"\xef\xbb\xbfUSER-AGENT : Reportedly/0.1 # us\nDisallow: /\n"), "/": answer()}
    assert only(get(warc, f"{here.url}/", user_agent=agent)).outcome == ("saved" if allowed else "robots")


@pytest.mark.parametrize(
    ("robots", "outcome"),
    [
        (answer(b"gone", "410 Gone"), "saved"),
        (answer(b"User-agent: *\nDisallow: /", "403 Forbidden"), "saved"),
        (answer(b"", "503 Service Unavailable"), "robots"),
        (lambda connection, request: None, "robots"),
        (answer(b"<html>\0\xff no rules"), "saved"),
        (to("/moved"), "robots"),
        (to("/robots.txt"), "robots"),
        (answer(b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /"), "saved"),
        (answer(b"User-agent: *\nDisallow: /\n" + b"#" * 600_000), "robots"),
        (answer(gzip.compress(b"User-agent: *\nDisallow: /\n" + b"#" * 5_000_000), Content_Encoding="gzip"), "robots"),
    ],
    ids="gone forbidden error silence junk moved circle late early packed".split(),
)
def test_what_a_robots_txt_that_cannot_be_read_means(here, warc, robots, outcome):
    here.pages |= {"/robots.txt": robots, "/": answer(), "/moved": answer(b"User-agent: *\nDisallow: /")}
    one = only(get(warc, f"{here.url}/"))
    assert one.outcome == outcome
    if robots == answer(b"", "503 Service Unavailable"):
        assert one.reason == "its robots.txt cannot be read (the server answered 503), which counts as a no"


def test_a_hostile_robots_txt_takes_no_time(here, warc):
    agents = b"".join(b"User-agent: a%d\n" % n for n in range(15_000))
    here.pages["/robots.txt"] = answer(
        agents + b"Disallow: /*a*a*a*a*a*a*a*b$\n" * 9_000 + b"User-agent: *\nDisallow: /no\n"
    )
    here.pages["/" + "a" * 5000] = answer()
    started = time.monotonic()
    assert only(get(warc, f"{here.url}/{'a' * 5000}")).outcome == "saved"
    assert time.monotonic() - started < 5


def test_there_is_a_delay_between_two_requests_to_one_host(here, warc, monkeypatch):
    slept = []
    monkeypatch.setattr(web.time, "sleep", lambda seconds: slept.append(seconds))
    here.pages |= {"/a": to("/b"), "/b": answer(), "/c": answer()}
    get(warc, f"{here.url}/a", f"{here.url}/c", delay=3)
    assert [round(seconds) for seconds in slept] == [3, 3]
    here.pages["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 7000")
    get(warc, f"{here.url}/a", delay=3)
    assert round(slept[-1]) == 60


def test_too_large_pages_are_refused(here, warc):
    here.pages["/large"] = answer(b"x" * 30_000)
    here.pages["/endless"] = lambda connection, request: connection.sendall(
        answer(b"", Content_Length=None) + b"y" * 400_000
    )
    here.pages["/bomb"] = answer(gzip.compress(gzip.compress(b"")[:0] + b"\0" * 20_000_000), Content_Encoding="gzip")
    here.pages["/parts"] = answer(gzip.compress(b"x") * 900, Content_Encoding="gzip")
    here.pages["/headers"] = b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n"
    here.pages["/thin"] = answer(b"1\r\nx\r\n" * 100_000, Content_Length=None, Transfer_Encoding="chunked")
    names = ["large", "endless", "bomb", "parts", "headers", "thin"]
    found = {name: only(get(warc, f"{here.url}/{name}", max_bytes=25_000)) for name in names}
    assert [found[name].outcome for name in names] == ["too-large"] * 3 + ["saved", "failed", "too-large"]
    assert found["large"].reason == "has more than 25,000 bytes"
    assert found["bomb"].reason == "has more than 25,000 bytes unpacked"
    assert [url for kind, url, _, _ in records(warc) if kind == "response"] == [f"{here.url}/parts"]


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_slow_drip_ends(here, warc, where):
    stop = threading.Event()

    def drip(connection, request):
        connection.sendall(answer(b"", Content_Length=100_000) if where == "body" else b"HTTP/1.1 200 OK\r\nX: ")
        while not stop.wait(0.05):
            connection.sendall(b"x")

    here.pages["/"] = drip
    started = time.monotonic()
    one = only(get(warc, f"{here.url}/", timeout=0.5))
    stop.set()
    assert one.outcome == "timed-out"
    assert one.reason == "took more than 0.5 seconds"
    assert time.monotonic() - started < 3


def test_a_name_server_that_does_not_answer_ends(here, warc, monkeypatch):
    monkeypatch.setattr(hosts.socket, "getaddrinfo", lambda *a, **b: time.sleep(1) or [])
    one = only(get(warc, f"{here.url}/", timeout=0.2))
    assert one.outcome == "robots"
    assert "the name 127.0.0.1 was not resolved in time" in one.reason


def test_connections_that_fail_are_said_in_a_line(here, warc):
    here.pages["/cut"] = answer(PAGE, Content_Length=5000)
    here.pages["/junk"] = b"SSH-2.0-x\r\n\r\n"
    here.pages["/odd"] = answer(b"x", Content_Encoding="br")
    here.pages["/empty"] = answer(b"", "204 No Content")
    here.pages["/silent"] = lambda connection, request: None
    reasons = [
        one.reason for one in get(warc, *(f"{here.url}/{n}" for n in "cut junk odd empty silent no".split())).fetched
    ]
    assert "is cut off" in reasons[0]
    assert "does not keep to the protocol" in reasons[1]
    assert reasons[2] == "is packed as 'br', which was not asked for"
    assert reasons[3] == "the server answered 204 No Content"
    assert "disconnected" in reasons[4]
    assert reasons[5] == "the server answered 404 Not Found"
    port = here.port
    here.close()
    assert "no connection could be made (Connection refused)" in only(get(warc, f"http://127.0.0.1:{port}/")).reason
    assert not warc.exists()


def test_certificates_are_checked(tmp_path, warc, monkeypatch):
    if not shutil.which("openssl"):
        pytest.skip("needs openssl to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        + ["-keyout", key, "-out", certificate, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with site(context=context) as secure, site() as plain:
        secure.pages |= {"/": answer(), "/down": to(f"{plain.url}/")}
        plain.pages["/"] = answer()
        named = secure.url.replace("127.0.0.1", "localhost")
        one = only(get(warc, f"{named}/"))
        assert (one.outcome, "its certificate is not accepted" in one.reason) == ("robots", True)
        assert "secure connection" in only(get(warc, plain.url.replace("http", "https"))).reason
        assert not warc.exists()
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert only(get(warc, f"{named}/")).outcome == "saved"
        assert "its certificate is not accepted" in only(get(warc, f"{secure.url}/")).reason  # another name
        down = only(get(warc, f"{named}/down"))
        assert (down.outcome, down.reason) == ("saved", "was redirected to a connection that is not secure")


def test_a_page_that_has_not_changed_is_a_revisit(here, warc, tmp_path):
    def talks(connection, request):
        fresh = b'If-None-Match: "v1"' in request and b"If-Modified-Since: Sun, 22 Nov 2026 08:00:00 GMT" in request
        changed = answer(ETag='"v1"', Last_Modified="Sun, 22 Nov 2026 08:00:00 GMT")
        connection.sendall(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n' if fresh else changed)

    here.pages |= {"/": talks, "/from": to("/"), "/plain": answer()}
    first = only(get(warc, f"{here.url}/"))
    second = only(get(warc, f"{here.url}/from"))
    assert (second.outcome, second.final_url, second.captured_at) == ("unchanged", f"{here.url}/", first.captured_at)
    found = records(warc)
    assert [r[0] for r in found] == "warcinfo response request warcinfo response request revisit request".split()
    revisit = found[6][2]
    assert revisit["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert (revisit["WARC-Refers-To-Target-URI"], revisit["WARC-Refers-To-Date"]) == (
        first.final_url,
        first.captured_at,
    )
    assert revisit["WARC-Refers-To"] == first.record
    assert found[6][3] == b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n'

    elsewhere = get(tmp_path / "new.warc.gz", f"{here.url}/", f"{here.url}/plain", since=[warc])
    assert [one.outcome for one in elsewhere.fetched] == ["unchanged", "saved"]
    assert [one.outcome for one in get(warc, f"{here.url}/plain", f"{here.url}/from").fetched] == ["saved", "unchanged"]


def test_an_answer_that_says_unchanged_without_being_asked_is_none(here, warc):
    here.pages["/"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    assert only(get(warc, f"{here.url}/")).reason == "the server answered 304 Not Modified"


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Orvast</title><link>{0}/</link>
<item><title>One</title><link>{0}/one</link></item><item><title>Two</title><link>/two</link></item>
<item><title>Again</title><link>{0}/one#part</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Orvast</title><entry><title>One</title>
<link rel="enclosure" href="{0}/sound.mp3"/><link rel="alternate" href="{0}/one"/></entry></feed>"""


def test_the_items_of_feeds_are_fetched(here, warc):
    here.pages |= {"/one": answer(), "/two": answer(b"<p>Two</p>"), "/atom": answer(ATOM.format(here.url).encode())}
    here.pages |= {"/rss": to("/rss2"), "/rss2": answer(RSS.format(here.url).encode(), Content_Type="text/xml")}
    summary = get(warc, feeds=[f"{here.url}/rss", f"{here.url}/atom", f"{here.url}/no"])
    assert [(one.outcome, one.url.removeprefix(here.url), one.items) for one in summary.fetched] == [
        ("feed", "/rss", 3),
        ("saved", "/one", None),
        ("saved", "/two", None),
        ("feed", "/atom", 1),
        ("failed", "/no", None),
    ]
    assert [url for kind, url, _, _ in records(warc) if kind == "response"] == [f"{here.url}/one", f"{here.url}/two"]


def test_broken_feeds_and_what_is_none(here, warc, tmp_path):
    secret = tmp_path / "feed.xml"
    secret.write_text(RSS.format(here.url))
    entity = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]><rss version="2.0"><channel>&x;</channel></rss>'
    broken = RSS.format(here.url)[: -len("</link></item></channel></rss>") - 60] + "& <b"
    bodies = {
        "broken": broken,
        "page": PAGE.decode(),
        "path": str(secret),
        "url": f"{here.url}/rss",
        "empty": "",
        "entity": entity,
    }
    here.pages |= {f"/{name}": answer(body.encode()) for name, body in bodies.items()} | {"/one": answer()}
    found = {name: get(warc, feeds=[f"{here.url}/{name}"]).fetched for name in bodies}
    assert [one.outcome for one in found["broken"][:2]] == ["feed", "saved"]
    for name in ("page", "path", "url", "empty"):
        assert [one.reason for one in found[name]] == ["is no RSS or Atom feed"], name
    assert [(one.outcome, one.items) for one in found["entity"]] == [("feed", 0)]


def test_a_feed_that_takes_too_long_is_given_up(here, warc, monkeypatch):
    from reportedly.pages import feeds

    monkeypatch.setattr(feeds, "_SECONDS", 1)
    here.pages["/"] = answer(b"<rss><channel>" + b"<item>" * 150_000)
    assert only(get(warc, feeds=[f"{here.url}/"])).reason in (
        "could not be read as a feed within 1 seconds",
        "is no RSS or Atom feed",
    )


def test_a_torn_last_record_is_cut_off(here, warc):
    here.pages |= {"/a": answer(), "/b": answer(b"<p>b</p>")}
    get(warc, f"{here.url}/a")
    whole = warc.read_bytes()
    get(warc, f"{here.url}/b")
    both = warc.read_bytes()
    notes = []
    for size in (len(whole) + 1, len(whole) + 200, len(both) - 1, 1, 30, 300):
        warc.write_bytes(both[:size])
        assert only(get(warc, f"{here.url}/b", note=notes.append)).outcome == "saved"
        assert kinds(warc)[-3:] == ["warcinfo", "response", "request"]
    assert len(notes) == 6
    assert notes[0] == f"{warc}: a run was stopped while it wrote; the torn last 1 bytes are cut off"
    warc.write_bytes(whole + bytes(5000))
    get(warc, f"{here.url}/b", note=notes.append)
    assert len(kinds(warc)) == 6
    assert "torn last 5,000 bytes" in notes[-1]


def test_files_that_are_not_ours_are_left_alone(here, warc, tmp_path):
    here.pages["/"] = answer()
    get(warc, f"{here.url}/")
    damaged = bytearray(warc.read_bytes() * 3)
    damaged[len(damaged) // 2] ^= 0xFF
    others = {"text.warc.gz": b"a letter", "letter.gz": gzip.compress(b"a letter"), "damaged.gz": bytes(damaged)}
    others["cut.gz"] = gzip.compress(os.urandom(9000))[:5000]
    for name, content in others.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UsageError, match=r"name another one with --output"):
            get(tmp_path / name, f"{here.url}/")
        assert (tmp_path / name).read_bytes() == content
    for bad in (tmp_path, tmp_path / "no" / "pages.warc.gz"):
        with pytest.raises(UsageError, match="cannot be written"):
            get(bad, f"{here.url}/")
    with pytest.raises(UsageError, match="cannot be read"):
        get(warc, f"{here.url}/", since=[tmp_path / "missing.warc.gz"])


def test_two_runs_do_not_write_to_one_file(here, warc):
    pytest.importorskip("fcntl")

    def second(connection, request):
        with pytest.raises(UsageError, match="another fetch writes to it"):
            get(warc, f"{here.url}/b")
        connection.sendall(answer())

    here.pages["/"] = second
    assert only(get(warc, f"{here.url}/")).outcome == "saved"


def test_a_full_disk_leaves_what_was_saved(here, warc, monkeypatch):
    class Full(io.FileIO):
        def write(self, data):
            if self.tell() + len(data) > 3000:
                super().write(data[: 3000 - self.tell()])
                raise OSError(28, "No space left on device")
            return super().write(data)

    monkeypatch.setattr(warc_writing, "FileIO", Full)
    here.pages |= {"/a": answer(), "/b": answer(os.urandom(9000))}
    with pytest.raises(ReportedlyError, match="No space left on device; what was saved before is whole"):
        get(warc, f"{here.url}/a", f"{here.url}/b")
    assert kinds(warc) == ["warcinfo", "response", "request"]


def test_a_killed_run_leaves_a_readable_file(here, warc):
    held = threading.Event()
    here.pages |= {"/a": answer(), "/b": lambda connection, request: held.set() or time.sleep(5)}
    command = [shutil.which("python") or "python", "-m", "reportedly.cli", "fetch", f"{here.url}/a", f"{here.url}/b"]
    import sys

    command[0] = sys.executable
    with subprocess.Popen(
        [*command, "-o", str(warc), "--allow-private", "--delay", "0"], stderr=subprocess.PIPE
    ) as run:
        assert held.wait(20)
        run.kill()
    assert kinds(warc) == ["warcinfo", "response", "request"]


HEADER = st.binary(max_size=40).filter(lambda b: not set(b) & set(b"\r\n"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(HEADER, HEADER), max_size=4), st.sampled_from([b"\r\n", b"\n"]), HEADER)
def test_any_headers_are_saved_verbatim_or_refused_in_a_line(tmp_path_factory, headers, end, reason):
    sent = end.join([b"HTTP/1.1 200 " + reason, *(name + b":" + value for name, value in headers)])
    sent += end + b"Content-Length: %d" % len(PAGE) + end + end + PAGE
    warc = tmp_path_factory.mktemp("headers") / "pages.warc.gz"
    with site() as here:
        here.pages["/"] = sent
        one = only(get(warc, f"{here.url}/"))
        if one.outcome == "saved":
            assert records(warc)[1][3] == sent
            assert only(get(warc, f"{here.url}/")).outcome in ("saved", "failed")
        else:
            assert one.outcome == "failed"
            assert one.reason
            assert one.reason.isprintable() or "\\" in repr(one.reason)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate"]), st.integers(0, 400), st.binary(max_size=20))
def test_unpacking_gives_what_was_packed_and_stops_where_it_is_damaged(content, coding, cut, junk):
    packed = gzip.compress(content) if coding == "gzip" else zlib.compress(content)
    assert b"".join(unpacked(packed, coding, 1000)) == content
    assert content.startswith(b"".join(unpacked(packed[:cut], coding, 1000)))
    assert len(b"".join(unpacked(packed[:cut] + junk, coding, 10_000))) < 10_000
    if len(content) > 5:
        with pytest.raises(NotFetched):
            list(unpacked(packed, coding, len(content) - 1))


def test_a_list_of_addresses():
    assert list(addresses_in(["\ufeffhttp://a.example/\r\n", "\n", "  # http://no.example/", " b \n"])) == [
        "http://a.example/",
        "b",
    ]


def test_the_command(here, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    here.pages |= {"/a": answer(), "/b": to("/a"), "/rss": answer(RSS.format(here.url).encode())}
    run = CliRunner()
    usual = ["fetch", "--allow-private", "--delay", "0"]
    done = run.invoke(app, [*usual, f"{here.url}/b", f"{here.url}/no\x1b[31m"])
    assert done.exit_code == 0, done.stderr
    assert done.stderr.splitlines() == [
        f"saved: {here.url}/b -> {here.url}/a ({len(PAGE)} bytes)",
        f"not fetched: {here.url}/no\\x1b[31m: is no web address (Invalid non-printable ASCII character in URL, '\\x1b' at position {len(here.url) + 3}.)",
        "1 saved in pages.warc.gz, 0 unchanged, 1 not fetched",
    ]
    assert kinds("pages.warc.gz").count("response") == 2
    Path("list.txt").write_text(f"# pages\n{here.url}/a\n")
    done = run.invoke(app, [*usual, "--from", "list.txt", "--feed", f"{here.url}/rss", "--json", "-o", "x.warc.gz"])
    lines = [json.loads(one) for one in done.stdout.splitlines()]
    assert [(one["outcome"], one["url"].removeprefix(here.url)) for one in lines] == [
        ("saved", "/a"),
        ("feed", "/rss"),
        ("failed", "/one"),
        ("failed", "/two"),
    ]
    assert run.invoke(app, [*usual, "--from", "-"], input=f"{here.url}/a\n").exit_code == 0
    assert run.invoke(app, [*usual, f"{here.url}/no"]).exit_code == 1
    assert run.invoke(app, ["fetch"]).exception is not None
    with pytest.raises(UsageError, match="cannot be read"):
        run.invoke(app, [*usual, "--from", "missing"], catch_exceptions=False)
    with pytest.raises(UsageError, match="--user-agent"):
        run.invoke(app, [*usual, f"{here.url}/a", "--user-agent", "a\r\nX: y"], catch_exceptions=False)


def test_nothing_else_opens_a_connection():
    """docs/architecture.md: only ``reportedly fetch`` does, by these modules."""
    package = Path(reportedly.__file__).parent
    network = re.compile(
        r"^\s*(?:import|from) (?:socket|ssl|httpx|httpcore|urllib\.request|http|ftplib|feedparser)\b", re.M
    )
    found = {f.relative_to(package).as_posix() for f in package.rglob("*.py") if network.search(f.read_text("utf-8"))}
    assert found == {f"pages/{name}.py" for name in ("exchange", "feeds", "hosts", "robots", "web")}
