import gzip
import json
import re
import zlib
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from local_site import PAGE, RSS, answer, get, kinds, only, records, to
from typer.testing import CliRunner

import reportedly
from reportedly.cli import app
from reportedly.errors import UsageError
from reportedly.pages.web import addresses_in, fetch


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
    chunks = b"5\r\n" + packed[:5] + b"\r\n" + f"{len(packed) - 5:X}\r\n".encode() + packed[5:] + b"\r\n"
    named = {"Content_Length": None, "Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}
    plain = answer(chunks + b"0\r\n\r\n", **named)
    trailed = answer(chunks.replace(b"5\r", b"5;x=1\r", 1) + b"0\r\nTrailer: x\r\n\r\n", **named)
    here.pages["/chunks"] = plain + b"and something else that does not belong to it"
    here.pages["/early"] = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + trailed + b"\n"
    here.pages["/packed"] = deflated = answer(zlib.compress(PAGE), Content_Encoding="deflate")
    summary = get(warc, *(f"{here.url}/{name}" for name in ("chunks", "packed", "early")))
    sizes = [len(packed), len(zlib.compress(PAGE)), len(packed)]
    assert [(one.outcome, one.bytes) for one in summary.fetched] == [("saved", size) for size in sizes]
    assert [block for kind, _, _, block in records(warc) if kind == "response"] == [plain, deflated, trailed]
    with open(warc, "rb") as stream:
        # Not "all": with that FastWARC 2.0.1 stops silently behind a body that is in chunks and packed.
        responses = ArchiveIterator(stream, auto_decode="transfer", record_types=WarcRecordType.response)
        assert gzip.decompress(next(responses).reader.read()) == PAGE * 50
        assert zlib.decompress(next(responses).reader.read()) == PAGE


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
        f"not fetched: {here.url}/no\\x1b[31m: is no web address "
        f"(Invalid non-printable ASCII character in URL, '\\x1b' at position {len(here.url) + 3}.)",
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
    with pytest.raises(UsageError, match="at most a day"):
        run.invoke(app, [*usual, f"{here.url}/a", "--timeout", "inf"], catch_exceptions=False)
    with pytest.raises(UsageError, match="at most a day"):
        fetch([], delay=float("nan"))
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
