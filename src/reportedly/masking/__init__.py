"""Masking: a record in which names are replaced, to be given to any export or view in its place.

``masked(record, ["persons"])`` is all that an export needs; ``warnings(shown)`` are the lines to tell whoever asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from sys import modules

from reportedly.record.readable import Readable


def masked(record: Readable, values: Sequence[str]) -> Readable:
    """``record`` as it is shown under ``values`` of ``--mask``; itself where there are none.

    A value is ``persons``, ``private``, ``unnamed``, names with commas between, or a file of names; docs/commands.md
    tells more. Raises UsageError, with the nearest names, for a name that the record does not hold.
    """
    if not values:
        return record
    from reportedly.masking.choice import choose, read_values
    from reportedly.masking.survey import survey
    from reportedly.masking.view import MaskedRecord

    wanted = read_values(values)
    with record.snapshot():
        found = survey(record)
        return MaskedRecord(record, choose(wanted, found, record), found)


def warnings(record: Readable) -> list[str]:
    """Lines to tell whoever masks a record; none for one that is not masked."""
    if "reportedly.masking.view" not in modules:
        return []
    from reportedly.masking.view import MaskedRecord

    return record.warnings() if isinstance(record, MaskedRecord) else []


def notice(record: Readable) -> str | None:
    """What a reader of a masked record is to know; null for one that is not masked."""
    if "reportedly.masking.view" not in modules:
        return None
    from reportedly.masking.view import MaskedRecord

    return record.notice if isinstance(record, MaskedRecord) else None
