"""Opening a record's file: what is a record, what is not, and how SQLite is to treat it.

SQLite's file format names an application and a version (https://www.sqlite.org/fileformat.html#application_id);
both are checked before anything else is read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from reportedly.errors import RecordError
from reportedly.record import audit, case_rows, case_tables, decision_tables, log_tables, schema, seals, search
from reportedly.record.case_tables import CASE_VIEWS
from reportedly.record.columns import metadata
from reportedly.versions import package_version

_MAGIC = b"SQLite format 3\x00"
_OLDER = (1, 2)  # versions that are brought up to date: 1 lacks cases and series, 2 log, seals and decisions


def connect(path: Path, *, create: bool, read_only: bool, wait: float, who: str | None = None) -> Connection:
    """A connection to the record at ``path``, which is made where ``create`` is set and nothing is there.

    ``wait`` is how many seconds to wait for another process that is writing, ``who`` by whom the log says that the
    record is made or brought up to date. Raises RecordError.
    """
    _look(path, create)
    connection = None
    with told(path):
        try:
            connection = _engine(path, read_only=read_only, immutable=False, wait=wait).connect()
            _check(connection, path, create, who)
        except (SQLAlchemyError, sqlite3.Error) as error:
            if connection is not None:
                connection.close()
            # A folder that cannot be written to has no place for SQLite's write-ahead log.
            unreadable = "unable to open" in str(error) or "readonly" in str(error)
            if create or not unreadable or Path(f"{path}-wal").exists():
                raise
            connection = _engine(path, read_only=True, immutable=True, wait=wait).connect()
            _check(connection, path, create=False)
        except (RecordError, UnicodeDecodeError) as error:
            if connection is not None:
                connection.close()
            if isinstance(error, RecordError):
                raise
            raise RecordError(f"{path}: {_advice('malformed schema')}") from error  # of which SQLite quotes
    return connection


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the database's errors into RecordError, each with what to do."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise RecordError(f"{path}: {_advice(str(getattr(error, 'orig', None) or error))}") from error


def undo(connection: Connection) -> None:
    """End a transaction that is still open though it is over: SQLite leaves one open that it refused to commit."""
    raw = connection.connection.driver_connection
    if raw is not None and raw.in_transaction:
        raw.rollback()


def _advice(message: str) -> str:
    low = message.lower()
    if "locked" in low or "busy" in low:
        return "another process is writing to this record; wait until it has finished, then try again"
    if "readonly" in low:
        return "this record is read-only; copy it to a place where you may write"
    if "disk is full" in low:
        return "the disk is full; make room and run the same command again, which goes on where it stopped"
    if "disk i/o" in low:
        return (
            f"the system could not read or write this file ({message}); look at the disk, its quota and the limit on "
            "the size of files, then run the same command again, which goes on where it stopped"
        )
    if "malformed" in low or "not a database" in low:
        return f"this record is damaged ({message}); take a copy from before, or build it again from the pages"
    if "unable to open" in low:
        return "this record cannot be opened; look whether the folder exists and you may write in it"
    if "too big" in low:
        return "a page is too large for one record (SQLite keeps at most 1 GB in one place)"
    if "foreign key" in low or "constraint" in low:
        return f"the record refuses values that contradict each other ({message})"
    return message


def _look(path: Path, create: bool) -> None:
    """Raise RecordError unless ``path`` can be a record."""
    if path.is_dir():
        raise RecordError(f"{path}: is a folder; name the record's file")
    if not path.exists():
        if not create:
            raise RecordError(f"{path}: there is no record here; make one with: reportedly build PAGES --record {path}")
        if not path.parent.is_dir():
            raise RecordError(f"{path}: the folder {path.parent} does not exist; make it first")
        return
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise RecordError(f"{path}: cannot be read ({error.strerror})") from error
    if head != _MAGIC and (head or not create):
        raise RecordError(f"{path}: is not a record (nor any other SQLite file)")


def address(path: Path, *, read_only: bool, immutable: bool = False) -> str:
    """The file at ``path`` as a URI of SQLite's."""
    name = "file:" + quote(str(path.absolute()).encode("utf-8", "surrogateescape"))
    return name + "?mode=" + ("ro" if read_only else "rwc") + ("&immutable=1" if immutable else "")


def _engine(path: Path, *, read_only: bool, immutable: bool, wait: float) -> Engine:
    name = address(path, read_only=read_only, immutable=immutable)

    def creator() -> sqlite3.Connection:
        # Transactions are begun and ended by the Record, not by the driver.
        made = sqlite3.connect(name, uri=True, timeout=wait, isolation_level=None)
        made.execute("PRAGMA foreign_keys = ON")
        made.execute("PRAGMA cache_size = -65536")  # 64 MiB: ids are hashes, so inserts land all over the indexes
        made.execute("PRAGMA synchronous = NORMAL")  # with a write-ahead log, a crash loses no consistency
        made.execute("PRAGMA temp_store = MEMORY")
        return made

    engine = create_engine("sqlite://", creator=creator, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once: to be refused halfway would lose the work before it.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _check(connection: Connection, path: Path, create: bool, who: str | None = None) -> None:
    version, application = _versions(connection)
    if (version, application) == (0, 0) and create and not inspect(connection).get_table_names():
        connection.rollback()
        _make(connection, who)
        version, application = _versions(connection)
    connection.rollback()
    if application != schema.APPLICATION_ID:
        raise RecordError(f"{path}: is a SQLite file but not a record")
    if version in _OLDER and create:
        _bring_up(connection, who)
        version, _ = _versions(connection)
        connection.rollback()
    if version != schema.SCHEMA_VERSION:
        age, advice = ("an older", "build it again from the pages")
        if version in _OLDER:
            advice = f"this brings it up to date and keeps what it holds: reportedly build PAGES --record {path}"
        if version > schema.SCHEMA_VERSION:
            age, advice = ("a newer", "update reportedly")
        raise RecordError(
            f"{path}: was made by {age} reportedly (record version {version}, this one reads {schema.SCHEMA_VERSION}); "
            f"{advice}"
        )


def _versions(connection: Connection) -> tuple[int, int]:
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    return version, application


def _make(connection: Connection, who: str | None) -> None:
    """Make the tables, in one transaction: a file is a record or nothing yet."""
    raw = connection.connection.driver_connection
    assert raw is not None
    connection.rollback()
    raw.execute("PRAGMA journal_mode = WAL")
    connection.execution_options(writes=True)
    with connection.begin():
        if _versions(connection) != (0, 0):
            return  # another process was first
        metadata.create_all(connection, checkfirst=False)
        search.make(connection)
        connection.execute(
            insert(schema.meta),
            [
                {"key": "format", "value": "reportedly record"},
                {"key": "schema_version", "value": str(schema.SCHEMA_VERSION)},
            ],
        )
        connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
        _begin_log(connection, "make", {}, who)


def _begin_log(connection: Connection, action: str, details: dict[str, object], who: str | None) -> None:
    """Seal what there is, and make the first entry of the log."""
    raw = seals.raw_of(connection)
    seals.seal_all(raw)
    made = {"package": package_version(), "schema": schema.SCHEMA_VERSION}
    audit.append(raw, action, {**made, **details}, audit.who_is_it(who))


def _bring_up(connection: Connection, who: str | None) -> None:
    """Bring an older record up to date, in one transaction: it gets the tables and columns that it lacks, and seals
    of what it holds."""
    connection.execution_options(writes=True)
    with connection.begin():
        version = _versions(connection)[0]
        if version == 1:
            for table in case_tables.TABLES:
                table.create(connection)
            for name, query in CASE_VIEWS.items():
                connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")
            case_rows.set_due(connection, True)
        if version in _OLDER:  # else another process was first
            for table in (*log_tables.TABLES, *decision_tables.TABLES):
                table.create(connection)
            _add_capture_id(connection)
            now = {"value": str(schema.SCHEMA_VERSION)}
            connection.execute(schema.meta.update().where(schema.meta.c.key == "schema_version").values(**now))
            connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
            _begin_log(connection, "migrate", {"from": version}, who)
    connection.execution_options(writes=False)


def _add_capture_id(connection: Connection) -> None:
    """Make ``page_paths`` anew with the column, so that an older record's schema reads like that of a new one."""
    names = ", ".join(column.name for column in schema.page_paths.columns if column.name != "capture_id")
    connection.exec_driver_sql(f"CREATE TEMP TABLE places AS SELECT {names} FROM page_paths")
    connection.exec_driver_sql("DROP TABLE main.page_paths")
    schema.page_paths.create(connection)
    connection.exec_driver_sql(f"INSERT INTO page_paths ({names}) SELECT {names} FROM temp.places")
    connection.exec_driver_sql("DROP TABLE temp.places")
