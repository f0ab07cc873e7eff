"""The examples in docs/registers: what a page shows of a command, and what the command prints.

``python tests/register_pages.py RECORD`` writes into the pages what the commands print now; RECORD is that of the
sample pages (``make record``).
"""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from typer.testing import CliRunner

from reportedly.cli import app

PAGES = Path(__file__).parent.parent / "docs" / "registers"
_EXAMPLE = re.compile(r"^```console\n\$ reportedly (?P<command>.+)\n(?P<shown>(?:.*\n)*?)```$", re.M)


def examples(page: Path) -> list[tuple[str, str]]:
    """The commands of a page and what it shows of each."""
    return [(m["command"], m["shown"]) for m in _EXAMPLE.finditer(page.read_text(encoding="utf-8"))]


def printed(command: str, record: Path) -> str:
    """What ``reportedly COMMAND`` prints, with ``record`` for the record of the sample pages."""
    done = CliRunner().invoke(
        app, [str(record) if word == "record/sample.db" else word for word in shlex.split(command)]
    )
    if done.exit_code:
        raise RuntimeError(f"reportedly {command}: exit status {done.exit_code}: {done.output}")
    return done.stdout


def refresh(page: Path, record: Path) -> None:
    """Write into a page what its commands print now."""

    def example(match: re.Match[str]) -> str:
        return f"```console\n$ reportedly {match['command']}\n{printed(match['command'], record)}```"

    page.write_text(_EXAMPLE.sub(example, page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    for name in sorted(PAGES.glob("*.md")):
        refresh(name, Path(sys.argv[1]))
