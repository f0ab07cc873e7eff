"""The record: one file that holds pages, reports, findings and actors; search in it; verification of it."""

from reportedly.record.known import Known
from reportedly.record.store import Record, open_record

__all__ = ["Known", "Record", "open_record"]
