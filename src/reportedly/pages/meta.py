"""What a user knows of pages beforehand: the table given as ``--meta``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from reportedly.errors import UsageError

COLUMNS = ("path", "url", "outlet", "published", "title", "captured_at")


def read_meta(file: str | Path) -> dict[str, Mapping[str, str]]:
    """Rows of a CSV file by path and by URL; empty cells say nothing.

    The header names the columns: ``path`` or ``url`` (one of them at least), and any of ``outlet``, ``published``
    (a day, 2012-02-02), ``title`` and ``captured_at`` (a day or time, ISO 8601). Other columns are passed over.
    Raises :class:`UsageError`, naming the line, where it cannot be read so.
    """
    rows: dict[str, Mapping[str, str]] = {}
    try:
        with open(file, encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            header = [name.strip().lower() for name in reader.fieldnames or []]
            if not {"path", "url"} & set(header):
                raise UsageError(
                    f"{file}: the first line must name a column path or url (it names: {', '.join(header)})"
                )
            reader.fieldnames = header
            for line in reader:
                row = {k: v.strip() for k, v in line.items() if k in COLUMNS and isinstance(v, str) and v.strip()}
                _check(row, f"{file}, line {reader.line_num}")
                for key in (row.get("path"), row.get("url")):
                    if key:
                        rows[key] = row
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror or error}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{file}: is not a CSV file in UTF-8 ({error})") from error
    return rows


def _check(row: Mapping[str, str], where: str) -> None:
    if not (row.get("path") or row.get("url")):
        raise UsageError(f"{where}: neither path nor url is filled in")
    try:
        if "published" in row:
            date.fromisoformat(row["published"])
        if "captured_at" in row:
            datetime.fromisoformat(row["captured_at"])
    except ValueError:
        raise UsageError(
            f"{where}: published must be a day (2012-02-02), captured_at a day or time in ISO 8601"
        ) from None
