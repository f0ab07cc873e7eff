import gzip
import time

import pytest
from local_site import answer, get, only, to

from reportedly.pages import web


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
        (lambda connection, request: None, "failed"),
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
    assert outcome == "saved" or not here.paths() or here.paths() == ["/moved"]
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
