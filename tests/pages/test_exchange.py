import gzip
import re
import shutil
import ssl
import subprocess
import threading
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from local_site import PAGE, answer, get, only, records, site, to

from reportedly.pages.exchange import unpacked, web_address
from reportedly.pages.hosts import NotFetched


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "example.org/a",
            "ftp://a.example/",
            "file:///etc/passwd",
            "http://",
            "http:///x",
            "http://me@a.example/",
        ),
        *("http://me:secret@a.example/", "http://a b.example/", "http://a.example/\nX: y", "http://a.example:99999/"),
        *(
            "http://.a.example/",
            "javascript:alert(1)",
            "http://xn--/",
            "http://a.example/" + "x" * 9000,
            "http://[::1/",
        ),
    ],
)
def test_what_is_no_web_address_is_said(text, warc):
    assert only(get(warc, text)).outcome == "failed"


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "http://a.example", "//", "http://["]))
def test_any_text_is_an_address_or_refused(text, start):
    try:
        url = web_address(start + text)
    except NotFetched:
        return
    assert re.fullmatch(r"https?://[!-~]+", str(url))
    assert "#" not in str(url)
    assert web_address(str(url)) == url


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
    made = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost".split()
    made += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with site(context=context) as secure, site() as plain:
        secure.pages |= {"/": answer(), "/down": to(f"{plain.url}/")}
        plain.pages["/"] = answer()
        named = secure.url.replace("127.0.0.1", "localhost")
        one = only(get(warc, f"{named}/"))
        assert (one.outcome, "its certificate is not accepted" in one.reason) == ("failed", True)
        assert "secure connection" in only(get(warc, plain.url.replace("http", "https"))).reason
        assert not warc.exists()
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert only(get(warc, f"{named}/")).outcome == "saved"
        assert "its certificate is not accepted" in only(get(warc, f"{secure.url}/")).reason  # another name
        down = only(get(warc, f"{named}/down"))
        assert (down.outcome, down.reason) == ("saved", "was redirected to a connection that is not secure")


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


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate"]), st.integers(0, 400), st.binary(max_size=20))
def test_unpacking_gives_what_was_packed_and_stops_where_it_is_damaged(content, coding, cut, junk):
    packed = gzip.compress(content) if coding == "gzip" else zlib.compress(content)
    assert b"".join(unpacked(packed, coding, 1000)) == content
    assert content.startswith(b"".join(unpacked(packed[:cut], coding, 1000)))
    assert len(b"".join(unpacked(packed[:cut] + junk, coding, 10_000))) < 10_000
    if len(content) > 5:
        with pytest.raises(NotFetched):
            list(unpacked(packed, coding, len(content) - 1))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from([b"HTTP/1.1 200 OK", b"\r\n", b"\n", b"\r\n\r\n", b"Transfer-Encoding: chunked\r\n"])
        | st.sampled_from([b"HTTP/1.1 103 x\r\n\r\n", b"HTTP/1.1 101 x", b"Content-Length: 3", b"3\r\nabc", b"0\r\n"])
        | st.sampled_from(
            [b"Content-Encoding: gzip\r\n", b"HTTP/1.1 302 x\r\nLocation: ", b"http://[", b"http://127.0.0.1"]
        )
        | st.binary(max_size=12),
        max_size=12,
    )
)
def test_any_answer_is_saved_or_refused_in_a_line(tmp_path_factory, parts):
    warc = tmp_path_factory.mktemp("answers") / "pages.warc.gz"
    with site() as here:
        here.pages["/"] = sent = b"".join(parts)
        one = only(get(warc, f"{here.url}/", max_bytes=2000))
    assert one.outcome in ("saved", "failed", "too-large", "robots")
    if one.outcome == "saved":
        assert records(warc)[1][3] in sent
