"""Corrections by people: what somebody asks for, done in one transaction.

What cannot be done is refused with the reason; what somebody else decided otherwise, or what has changed since it was
seen, is a conflict and stays as it is unless it is overruled. Cases and series are made anew at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from os import PathLike
from typing import TYPE_CHECKING

from reportedly.building import bring_together
from reportedly.corrections.changes import Change, Conflict
from reportedly.errors import ReportedlyError, UsageError
from reportedly.pipeline import read_page, the_reader
from reportedly.record.audit import now, who_is_it
from reportedly.record.desk import Desk
from reportedly.record.store import Record, open_record
from reportedly.types import Decision, Skipped

if TYPE_CHECKING:
    from reportedly.reading.encoder import ModelName


@dataclass(frozen=True, slots=True)
class Refused:
    """What cannot be done: where it was asked for (a line of a file, else empty), the reason, and what was asked for,
    as far as that is known."""

    origin: str
    why: str
    action: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of changes: the decisions made, conflicts that stay as they are, changes that were refused with the
    reason, how many asked for what is so already, and whether cases and series are still to be made anew."""

    decided: tuple[Decision, ...]
    conflicts: tuple[Conflict, ...]
    refused: tuple[Refused, ...]
    unchanged: int
    cases_due: bool = False


class _Undone(Exception):
    """Leaves a batch without keeping what was done in it."""


def correct(
    record: str | PathLike[str] | Record,
    changes: Iterable[Change],
    *,
    who: str | None = None,
    why: str | None = None,
    overrule: bool = False,
    dry_run: bool = False,
    later: bool = False,
    at: str | None = None,
    returned: Iterable[tuple[str, str]] = (),
) -> Outcome:
    """Do ``changes`` to a record, in their order.

    ``who`` decides (default: the environment's ``REPORTEDLY_WHO``, else the login name), ``why`` holds where a change
    has no reason of its own, ``at`` is when (default: now, UTC). ``overrule`` does what is in conflict all the
    same. ``returned`` are rows of files that could not be taken (where, and why), which the outcome tells with what
    was refused. ``dry_run`` tells what would come of it and changes nothing; ``later`` leaves cases and series to the
    next build or correction. Raises UsageError where nobody is named, RecordError where the record cannot be written.
    """
    name = deciding(who)
    with ExitStack() as stack:
        store = record if isinstance(record, Record) else stack.enter_context(open_record(record))
        refused = [Refused(origin, reason) for origin, reason in returned]
        desk: Desk | None = None
        with suppress(_Undone), store.batch():
            desk = Desk(store, name, at or now(), overrule=overrule, reread=lambda page: _read_again(store, page))
            for change in changes:
                try:
                    desk.take(replace(change, why=change.why or why))
                except UsageError as error:
                    refused.append(Refused(change.origin, str(error), change.action, change.target))
            desk.finish()
            if dry_run:
                raise _Undone
            for decision in desk.made:
                facts = {key: getattr(decision, key) for key in ("action", "kind", "target", "why")}
                store.write_log("correct", {"decision": decision.seq, **facts}, name)
        assert desk is not None
        if not (later or dry_run) and store.cases_due:
            with store.batch():
                bring_together(store)
                store.write_log("correct", {"made": "cases and series"}, name)
        made, conflicts = tuple(desk.made), tuple(desk.conflicts)
        return Outcome(made, conflicts, tuple(refused), desk.unchanged, store.cases_due and not dry_run)


def deciding(who: str | None) -> str:
    """Who decides: as given, else ``REPORTEDLY_WHO``, else the login name. Raises UsageError where there is none."""
    name = " ".join((who_is_it(who or None) or "").split())
    if not name:
        raise UsageError("who decides this? say so with --who NAME or in REPORTEDLY_WHO")
    return name


def _read_again(store: Record, sha256: str) -> None:
    """Read a page of the record anew, with what people decided on its lines, by the model that had read it."""
    page = replace(store.page(sha256), marks=store.marks(sha256))
    known = store.known(sha256)
    read = read_page(page, _model_of(known.reader if known else None))
    if isinstance(read, Skipped):
        raise ReportedlyError(
            f"{page.path}: nothing was changed, since it cannot be read with these lines: {read.reason}"
        )
    store.read_again(read.report, read.findings, read.actors)


def _model_of(reader: str | None) -> ModelName:
    """The model that a report's ``reader`` names; the full one where it is another version of any."""
    weights = (reader or "").partition("+")[0]
    if weights and the_reader("full").version != weights and the_reader("quick").version == weights:
        return "quick"
    return "full"
