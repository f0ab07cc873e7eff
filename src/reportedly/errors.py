"""The package's exceptions. Each message says what is wrong and what to do about it."""


class ReportedlyError(Exception):
    """Anything that Reportedly refuses or cannot do."""


class UsageError(ReportedlyError):
    """The call itself is off: a path that does not exist, an option that does not fit."""


class PageError(ReportedlyError):
    """A page cannot be read. The message is the one line that is shown beside the page's path."""


class RecordError(ReportedlyError):
    """A record file cannot be opened, is of another schema, or does not hold what was asked for."""


class StrictError(ReportedlyError):
    """A page was skipped while ``--strict`` was set."""
