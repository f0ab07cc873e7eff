"""The links of an RSS or Atom feed.

Feeds are read in a process of their own with limits of time and memory: on hostile input the parser takes a time that
grows with its square. It is given bytes in a stream, since it opens a plain value that looks like a path or an address.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys

from reportedly.pages.hosts import NotFetched

MAX_BYTES = 10_000_000  # of a feed
MAX_ITEMS = 1_000  # whose links are taken
_SECONDS = 20
_MEMORY = 2_000_000_000  # bytes of address space


def links_of(feed: bytes, url: str, content_type: str | None = None) -> list[str]:
    """The addresses of a feed's items in its order, each once, at most :data:`MAX_ITEMS`.

    ``url`` is where the feed is from; relative addresses are relative to it. Raises :class:`NotFetched` where the
    bytes are no feed.
    """
    kind = content_type if content_type and re.fullmatch(r"[\w/+.;= \"-]{1,200}", content_type, re.A) else ""
    try:
        # -P: a module of the same name in the current folder is not ours.
        done = subprocess.run(
            [sys.executable, "-P", "-m", "reportedly.pages.feeds", url, kind],
            input=feed,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotFetched("failed", f"could not be read as a feed within {_SECONDS} seconds") from None
    links = json.loads(done.stdout) if done.returncode == 0 else None
    if links is None:
        raise NotFetched("failed", "is no RSS or Atom feed")
    return list(dict.fromkeys(links))[:MAX_ITEMS]


def _main(url: str, kind: str) -> None:
    """Read a feed from standard input and print its links as JSON, or null where it is none."""
    try:
        import resource
    except ImportError:  # not on Windows; the limit of time holds there too
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    import feedparser

    headers = {"content-location": url} | ({"content-type": kind} if kind else {})
    feed = feedparser.parse(
        io.BytesIO(sys.stdin.buffer.read()), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    links = [entry["link"] for entry in feed.entries if isinstance(entry.get("link"), str) and entry["link"]]
    print(json.dumps(links if feed.version or links else None))


if __name__ == "__main__":
    _main(*sys.argv[1:3])
