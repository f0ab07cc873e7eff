"""Moved to :mod:`reportedly.reports.sentences`; this name goes when nothing uses it any more."""

from reportedly.reports.sentences import lines, paragraphs, split_sentences

__all__ = ["lines", "paragraphs", "split_sentences"]
