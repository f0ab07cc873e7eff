"""Where exports and reports go to, and their entry in the record's log."""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

import typer

from reportedly.errors import RecordError, UsageError

if TYPE_CHECKING:
    from reportedly.record.store import Record

WAIT = 2.0  # seconds to wait with an entry for a build that is writing


class Export:
    """What is being written out. ``details`` is what the log will say of it."""

    def __init__(self, details: dict[str, object]) -> None:
        self.details = details
        self.files: list[dict[str, object]] = []

    @contextmanager
    def to(self, output: Path | None) -> Iterator[TextIO]:
        """The file ``output``, which is there with all that is written to it or not at all; without one the screen."""
        if output is None:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
            screen = _Screen(sys.stdout)
            try:
                yield cast(TextIO, screen)
            except BaseException:
                self.details["stopped"] = True  # but what was printed until then is out
                raise
            finally:
                self.files.append({"path": None, "sha256": screen.digest.hexdigest(), "bytes": screen.bytes})
            return
        try:
            # Written beside and moved into place, so that a stopped export leaves no half of a file.
            beside = output.with_name(output.name + ".part")
            with open(beside, "w", encoding="utf-8", newline="\n") as stream:
                yield stream
            beside.replace(output)
        except OSError as error:
            raise UsageError(f"{output}: cannot be written: {error.strerror or error}") from error
        self.wrote(output)

    def wrote(self, file: Path) -> None:
        """Note a file that is written."""
        with open(file, "rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        self.files.append({"path": str(file), "sha256": digest, "bytes": file.stat().st_size})


class _Screen(io.TextIOBase):
    """Standard output, with a digest over what goes there."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()
        self.bytes = 0

    def write(self, text: str) -> int:
        raw = text.encode("utf-8")
        self._stream.write(text)
        self.digest.update(raw)
        self.bytes += len(raw)
        return len(text)


@contextmanager
def exporting(path: Path, who: str | None, **details: object) -> Iterator[tuple[Record, Export]]:
    """The record at ``path`` as it is at this moment, to be written out; then the log says what was written, by whom.

    Where nothing can be written to the record, the export is made all the same and a line says that it is in no log.
    """
    from reportedly.record.seals import raw_of, state
    from reportedly.record.store import open_record

    export = Export({name: value for name, value in details.items() if value})
    try:
        with open_record(path, read_only=True) as record, record.snapshot() as connection:
            export.details["of"] = state(raw_of(connection))
            yield record, export
    finally:
        if export.files:
            try:
                with open_record(path, wait=WAIT, who=who) as record:
                    record.write_log("export", {**export.details, "files": export.files})
            except RecordError as error:
                typer.echo(f"reportedly: this export is not in the record's log: {error}", err=True)
