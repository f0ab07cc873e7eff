"""The record: one file that holds pages, reports, findings and actors; search in it; verification of it."""

from reportedly.record.store import Known, Record, open_record

__all__ = ["Known", "Record", "open_record"]
