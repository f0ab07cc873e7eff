"""What exports and views ask of a record, so that they can be given another view of one (:mod:`reportedly.masking`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from reportedly.record.lookup import Found
from reportedly.types import Actor, Case, Findings, RegisterName, Report, Series, Skipped


class Readable(Protocol):
    """A record to be read; :class:`reportedly.record.store.Record` is one, and says what each method gives."""

    def snapshot(self) -> AbstractContextManager[object]:
        """The record as it is at this moment, for as long as the context lasts."""
        ...

    def entries(self) -> Iterator[tuple[Report, Findings]]:
        """Every report with what it says, by path."""
        ...

    def reports(self) -> Iterator[Report]:
        """Every report, by path."""
        ...

    def report(self, id: str, /) -> Report:
        """The report with this id."""
        ...

    def path_of(self, report: str, /) -> str | None:
        """The path that a report stands under."""
        ...

    def findings(self, report: str, /) -> Findings:
        """What a report says."""
        ...

    def actors(self) -> Iterator[Actor]:
        """Every actor, by id."""
        ...

    def actor(self, id: str, /) -> Actor:
        """The actor with this id."""
        ...

    @property
    def cases_due(self) -> bool:
        """Whether findings have changed since cases and series were made of them."""
        ...

    def cases(self, register: RegisterName | None = None, /) -> Iterator[Case]:
        """Every case, by register and id, or those of one register."""
        ...

    def series(self) -> Iterator[Series]:
        """Every series, by id."""
        ...

    def found(self, ids: Iterable[str], /) -> dict[str, Found]:
        """The findings with these ids, each with where it stands."""
        ...

    def skipped(self) -> Iterator[Skipped]:
        """The pages that gave no report, and why."""
        ...

    def counts(self) -> Mapping[str, int]:
        """How many pages, reports, findings and actors there are."""
        ...
