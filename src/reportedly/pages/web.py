"""Fetches pages from the web and saves them as they came, as a WARC file for ``reportedly build``.

With its parts (``exchange``, ``hosts``, ``robots``, ``feeds``, ``warc_writing``) this is the only module that opens a
connection, and nothing but :func:`fetch` does. Pages are asked for one after the other in the order given.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import httpx

from reportedly.errors import UsageError
from reportedly.pages import feeds as feed_reading
from reportedly.pages.exchange import REDIRECTS, Answer, Client, conditions_from, web_address
from reportedly.pages.hosts import NotFetched, Outcome
from reportedly.pages.opened import MAX_BYTES
from reportedly.pages.robots import Robots
from reportedly.pages.warc_writing import Capture, WarcWriter, appending, captures_in

MAX_REDIRECTS = 5
_DAY = 86_400.0  # seconds
Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one address.

    ``url`` is the address as it was given, ``final_url`` where its redirects led. ``reason`` says in words why there
    is no page, or what is special about it; null where there is nothing to say. ``bytes`` is the size of the body as it
    was sent, ``captured_at`` when it was asked for (of an unchanged page: when it was captured), ``record`` the id of
    its WARC record. ``items`` is the number of links of a feed.
    """

    url: str
    outcome: Outcome
    reason: str | None = None
    final_url: str | None = None
    bytes: int | None = None
    captured_at: str | None = None
    record: str | None = None
    items: int | None = None


@dataclass(frozen=True, slots=True)
class FetchSummary:
    """What became of all addresses, in their order."""

    fetched: tuple[Fetched, ...]

    def count(self, *outcomes: Outcome) -> int:
        """How many addresses had one of these outcomes."""
        return sum(one.outcome in outcomes for one in self.fetched)

    @property
    def failed(self) -> int:
        """How many addresses gave no page."""
        return len(self.fetched) - self.count("saved", "unchanged", "feed")


def fetch(
    urls: Iterable[str],
    output: str | Path = "pages.warc.gz",
    *,
    feeds: Sequence[str] = (),
    since: Sequence[str | Path] = (),
    max_bytes: int = MAX_BYTES,
    timeout: float = 30.0,
    delay: float = 1.0,
    allow_private: bool = False,
    user_agent: str | None = None,
    progress: Callable[[Fetched], None] | None = None,
    note: Note | None = None,
) -> FetchSummary:
    """Fetch ``urls``, and what the items of ``feeds`` link to, and append them to the WARC file ``output``.

    A page that ``output`` or a WARC file in ``since`` holds already is only asked for if it has changed.
    ``max_bytes`` is the most that a page may have as it is sent and unpacked, ``timeout`` the seconds that a request
    may take in all, ``delay`` the seconds between two requests to one host (more where its robots.txt asks for it).
    Addresses outside the public internet are refused unless ``allow_private``. ``progress`` is called after each
    address, ``note`` with what else there is to say.

    Raises :class:`UsageError` where a number or a file cannot be used, :class:`ReportedlyError` where the disk is full.
    What is wrong with an address is in the summary.
    """
    if not (max_bytes > 0 and 0 < timeout <= _DAY and 0 <= delay <= _DAY):
        raise UsageError("sizes and times must be above nothing, times at most a day")
    run = _Run(Client(_agent(user_agent), max_bytes, timeout, allow_private), delay)
    file = Path(output)
    for known in since:
        run.captures |= captures_in(Path(known))
    info = {
        "software": f"reportedly {version('reportedly')}",
        "robots": "obey",
        "http-header-user-agent": run.client.user_agent,
    }
    fetched: list[Fetched] = []
    with appending(file, info, note or (lambda line: None)) as warc:
        if file.stat().st_size:
            run.captures |= captures_in(file)
        for one in run.all(urls, feeds, warc):
            fetched.append(one)
            if progress:
                progress(one)
    return FetchSummary(tuple(fetched))


def addresses_in(lines: Iterable[str]) -> Iterator[str]:
    """The addresses of a list, one a line; empty lines and those that begin with ``#`` are passed over."""
    for line in lines:
        address = line.strip().removeprefix("\ufeff")
        if address and not address.startswith("#"):
            yield address


class _Run:
    """One call of :func:`fetch`: what was asked so far, and of which host when."""

    def __init__(self, client: Client, delay: float) -> None:
        self.client, self._delay = client, delay
        self.captures: dict[str, Capture] = {}
        self._robots = Robots(client)
        self._asked: dict[bytes, float] = {}

    def all(self, urls: Iterable[str], feeds: Sequence[str], warc: WarcWriter) -> Iterator[Fetched]:
        seen: set[str] = set()
        for url in urls:
            yield from self._once(url, seen, warc)
        for feed in feeds:
            try:
                links = self._links(feed)
            except NotFetched as error:
                yield Fetched(feed, error.outcome, str(error))
                continue
            yield Fetched(feed, "feed", items=len(links))
            for link in links:
                yield from self._once(link, seen, warc)

    def _once(self, given: str, seen: set[str], warc: WarcWriter) -> Iterator[Fetched]:
        """What becomes of an address; nothing where it was asked for in this run already."""
        try:
            url = web_address(given)
            if str(url) in seen:
                return
            seen.add(str(url))
            fetched = self._page(given, url, warc)
        except NotFetched as error:
            fetched = Fetched(given, error.outcome, str(error))
        yield fetched

    def _page(self, given: str, url: httpx.URL, warc: WarcWriter) -> Fetched:
        saved: Outcome = "saved"
        for answer in self._way(url, conditional=True):
            if answer.status in (200, *REDIRECTS):
                for _ in answer.unpacked(self.client.max_bytes):
                    pass  # only its size is looked at
            known = self.captures.get(str(answer.url))
            if answer.status in REDIRECTS:
                warc.response(answer)
            elif answer.status == 200:
                capture = warc.response(answer)
                self.captures[capture.url] = capture
            elif answer.status == 304 and known:
                warc.unchanged(answer, known)
                capture, saved = known, "unchanged"
            else:
                raise NotFetched("failed", f"the server answered {answer.status} {answer.reason}".rstrip())
        plain = url.scheme == "https" and answer.url.scheme == "http"
        return Fetched(
            url=given,
            outcome=saved,
            reason="was redirected to a connection that is not secure" if plain else None,
            final_url=str(answer.url),
            bytes=len(answer.body) if saved == "saved" else None,
            captured_at=capture.date,
            record=capture.record or None,
        )

    def _links(self, feed: str) -> list[str]:
        answer = list(self._way(web_address(feed)))[-1]
        if answer.status != 200:
            raise NotFetched("failed", f"the server answered {answer.status} {answer.reason}".rstrip())
        content = b"".join(answer.unpacked(min(self.client.max_bytes, feed_reading.MAX_BYTES)))
        return feed_reading.links_of(content, str(answer.url), answer.header("Content-Type"))

    def _way(self, url: httpx.URL, conditional: bool = False) -> Iterator[Answer]:
        """The answers on the way from ``url`` over its redirects to the last one, which is none."""
        passed: list[str] = []
        while True:
            if str(url) in passed:
                raise NotFetched("failed", "is redirected in a circle")
            if len(passed) > MAX_REDIRECTS:
                raise NotFetched("failed", f"is redirected more than {MAX_REDIRECTS} times")
            passed.append(str(url))
            try:
                answer = self._ask(url, conditional)
            except NotFetched as error:
                if len(passed) == 1:
                    raise
                raise NotFetched(error.outcome, f"is redirected to {url}: {error}") from None
            yield answer
            if answer.status not in REDIRECTS:
                return
            url = answer.target()

    def _ask(self, url: httpx.URL, conditional: bool) -> Answer:
        delay = max(self._delay, self._robots.delay(url))
        host = url.raw_host
        if host in self._asked:
            time.sleep(max(0.0, self._asked[host] + delay - time.monotonic()))
        known = self.captures.get(str(url)) if conditional else None
        try:
            return self.client.get(url, conditions_from(known.etag, known.modified) if known else ())
        finally:
            self._asked[host] = time.monotonic()


def _agent(given: str | None) -> str:
    """What a request says who asks."""
    agent = f"reportedly/{version('reportedly')}" if given is None else given.strip()
    if not re.fullmatch(r"[\x21-\x7e][\x20-\x7e]{0,499}", agent):
        raise UsageError("--user-agent takes up to 500 characters of ASCII")
    return agent
