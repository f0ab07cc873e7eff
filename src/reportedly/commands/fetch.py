"""``reportedly fetch``: its options, and its lines on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.errors import UsageError

if TYPE_CHECKING:
    from reportedly.pages.web import Fetched


def add_to(app: typer.Typer) -> None:
    """Make the command one of ``app``."""
    app.command()(fetch)


def fetch(
    urls: Annotated[list[str] | None, typer.Argument(help="Addresses of pages.", show_default=False)] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The WARC file to make or to append to.")] = Path(
        "pages.warc.gz"
    ),
    feed: Annotated[
        list[str] | None, typer.Option(help="An RSS or Atom feed: fetch what its items link to.", show_default=False)
    ] = None,
    from_: Annotated[
        Path | None,
        typer.Option("--from", help="A file of addresses, one a line; - is standard input.", show_default=False),
    ] = None,
    since: Annotated[
        list[Path] | None,
        typer.Option(help="A WARC file: what it holds is fetched only if it has changed.", show_default=False),
    ] = None,
    max_bytes: Annotated[
        int, typer.Option(min=1, help="The most that a page may have, sent or unpacked.")
    ] = 50_000_000,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds for a request in all.")] = 30.0,
    delay: Annotated[float, typer.Option(min=0.0, help="Seconds between two requests to one host.")] = 1.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from this machine and local networks too.")
    ] = False,
    user_agent: Annotated[
        str | None, typer.Option(help="What to say who asks. Default: reportedly and its version.", show_default=False)
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON Lines for a program to read.")] = False,
) -> None:
    """Fetch pages from the web and save them as a WARC file, to build from. The only command that uses a network."""
    from reportedly.pages.web import fetch as fetch_pages

    def show(one: Fetched) -> None:
        if json:
            typer.echo(json_line(one))
        else:
            typer.echo(line(one), err=True)

    wanted = [*(urls or []), *(_listed(from_) if from_ else [])]
    if not wanted and not feed and not from_:
        raise UsageError("name the address of a page, a --feed, or a list with --from")
    summary = fetch_pages(
        wanted,
        output,
        feeds=feed or [],
        since=since or [],
        max_bytes=max_bytes,
        timeout=timeout,
        delay=delay,
        allow_private=allow_private,
        user_agent=user_agent,
        progress=show,
        note=lambda text: typer.echo(f"note: {text}", err=True),
    )
    saved, unchanged = summary.count("saved"), summary.count("unchanged")
    where = f" in {output}" if saved else ""
    typer.echo(f"{saved} saved{where}, {unchanged} unchanged, {summary.failed} not fetched", err=True)
    if summary.failed and not saved and not unchanged:
        raise typer.Exit(1)


def line(one: Fetched) -> str:
    """What became of an address, in a line."""
    from reportedly.views.progress import one_line

    url = one_line(one.url)
    moved = f" -> {one.final_url}" if one.final_url and one.final_url != one.url else ""
    reason = one_line(one.reason or "")
    if one.outcome == "saved":
        return f"saved: {url}{moved} ({one.bytes:,} bytes){f'; {reason}' if reason else ''}"
    if one.outcome == "unchanged":
        return f"unchanged: {url}{moved} (since {one.captured_at}){f'; {reason}' if reason else ''}"
    if one.outcome == "feed":
        return f"feed: {url}: {one.items} items"
    return f"not fetched: {url}: {reason}"


def json_line(one: Fetched) -> str:
    """What became of an address, as an object."""
    from dataclasses import asdict
    from json import dumps

    return dumps(asdict(one), ensure_ascii=False)


def _listed(file: Path) -> Iterator[str]:
    from reportedly.pages.web import addresses_in

    try:
        if str(file) == "-":
            yield from addresses_in(sys.stdin)
        else:
            with open(file, encoding="utf-8") as stream:
                yield from addresses_in(stream)
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: is no list of addresses in UTF-8 ({error})") from error
