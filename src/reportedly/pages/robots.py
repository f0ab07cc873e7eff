"""What a host's robots.txt lets us ask for, by RFC 9309."""

from __future__ import annotations

import re

import httpx
from protego import Protego

from reportedly.pages.exchange import REDIRECTS, Answer, Client
from reportedly.pages.hosts import NotFetched

MAX_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB must be read; the rest is not
MAX_DELAY = 60.0  # seconds between two requests that a robots.txt may ask for; more would stop a run
_MAX_REDIRECTS = 5  # RFC 9309, 2.3.1.2
_AGENT = re.compile(r"\s*user(?:-|\s+)?agent\s*(?::|\s)\s*([^#]*)", re.I)
_TOKEN = re.compile(r"[A-Za-z_-]+")


class Robots:
    """The rules of all hosts that a run asks, each host's robots.txt being read once.

    Where a host has none (an answer of the 400s) everything is allowed; where it cannot be had (the 500s, no answer)
    nothing is.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        found = _TOKEN.match(client.user_agent)
        self._token = found[0] if found else "reportedly"
        self._hosts: dict[str, Protego | NotFetched] = {}

    def delay(self, url: httpx.URL) -> float:
        """The seconds between two requests that the host of ``url`` asks for, at most :data:`MAX_DELAY`.

        Raises :class:`NotFetched` where ``url`` may not be asked for.
        """
        host = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if host not in self._hosts:
            self._hosts[host] = self._read(httpx.URL(f"{host}/robots.txt"))
        rules = self._hosts[host]
        if isinstance(rules, NotFetched):
            raise NotFetched(rules.outcome, str(rules))
        if not rules.can_fetch(str(url), self._token):
            raise NotFetched("robots", "robots.txt does not allow it")
        return min(rules.crawl_delay(self._token) or 0.0, MAX_DELAY)

    def _read(self, url: httpx.URL) -> Protego | NotFetched:
        try:
            answer = self._answer(url)
            if 400 <= answer.status < 500:
                return Protego.parse("")
            if not 200 <= answer.status < 300:
                raise NotFetched("robots", f"the server answered {answer.status}")
            pieces, size = [], 0
            for piece in answer.unpacked(2 * MAX_BYTES):
                pieces.append(piece)
                size += len(piece)
                if size >= MAX_BYTES:
                    break
            return rules_for(self._token, b"".join(pieces)[:MAX_BYTES])
        except NotFetched as error:
            if error.outcome == "private" and str(error).startswith(url.raw_host.decode("ascii")):
                return error  # the page itself would be refused for this
            if error.outcome in ("failed", "timed-out"):
                return NotFetched(error.outcome, f"its robots.txt cannot be asked for: {error}")
            return NotFetched("robots", f"its robots.txt cannot be read ({error}), which counts as a no")

    def _answer(self, url: httpx.URL) -> Answer:
        for _ in range(_MAX_REDIRECTS + 1):
            answer = self._client.get(url, limit=MAX_BYTES, cut=True)
            if answer.status not in REDIRECTS:
                return answer
            url = answer.target()
        raise NotFetched("robots", f"more than {_MAX_REDIRECTS} redirects")


def rules_for(token: str, content: bytes) -> Protego:
    """The rules of a robots.txt that are for the user agent ``token`` or for all.

    Groups for others are given to the parser under one name: a file of ten thousand names above ten thousand rules
    would make a hundred million rules of it.
    """
    lines = []
    for line in content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").splitlines():
        found = _AGENT.match(line)
        if found:
            name = found[1].strip().partition("/")[0].lower()
            line = f"User-agent: {name if name in ('*', token.lower()) else '-'}"
        lines.append(line)
    return Protego.parse("\n".join(lines))
