"""A build that is killed, or has no room to write, loses nothing that it had finished, and the next one ends with the
same bytes as one that was never disturbed. ``REPORTEDLY_KILLS=200`` kills that many times."""

import io
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

import reportedly
from reportedly import building
from reportedly.exports.jsonl import export_jsonl
from reportedly.record.verify import verify

KILLS = int(os.environ.get("REPORTEDLY_KILLS", "20"))
TALKS = """Mayor of {town} calls off talks

{town} (Merrow Wire) - The mayor of {town}, Lena Brisk, said on Tuesday that talks with the dockers were over.

At least {n} people were injured in the clashes in {town}, the police said.
"""
TOWNS = ("Orvast", "Gelib", "Marn", "Tessel", "Kirvo", "Dorn", "Valla", "Istrel")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    for n, town in enumerate(TOWNS):
        (folder / f"{town}.txt").write_text(TALKS.format(town=town, n=n + 3))
    (folder / "again.txt").write_text(TALKS.format(town="Orvast", n=3))
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def undisturbed(pages, tmp_path_factory):
    record = tmp_path_factory.mktemp("undisturbed") / "r.db"
    reportedly.build([pages], record, workers=1)
    return exported(record)


def exported(record):
    """The record's lines, and the state that its log notes: the digest over all that it holds."""
    with reportedly.open_record(record, read_only=True) as opened:
        stream = io.StringIO()
        export_jsonl(opened, stream)
        assert list(verify(opened)) == []
        *_, last = opened.log()
    return stream.getvalue(), last.state


def in_child(work):
    """Fork a process that does ``work`` and ends at once, without a word."""
    child = os.fork()
    if child == 0:
        try:
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            work()
            os._exit(0)
        except reportedly.RecordError as error:
            os._exit(3 if "goes on where it stopped" in str(error) else 4)
        except BaseException:
            os._exit(5)
    return child


def killed_after(seconds, work):
    child = in_child(work)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0


def test_killed_builds_end_with_the_same_bytes(pages, undisturbed, tmp_path, monkeypatch):
    rng = random.Random(os.environ.get("REPORTEDLY_KILL_SEED", "5"))
    started = time.monotonic()
    reportedly.build([pages], tmp_path / "timed.db", workers=1)
    whole = time.monotonic() - started
    batches = building._batches
    for n in range(KILLS):
        # Every page in a transaction of its own, or all in one.
        monkeypatch.setattr(building, "_batches", partial(batches, size=rng.choice((1, 3, 64))))
        record = tmp_path / f"{n}.db"
        for _ in range(rng.choice((1, 1, 2))):
            killed_after(rng.uniform(0, whole * 1.1), lambda path=record: reportedly.build([pages], path, workers=1))
        reportedly.build([pages], record, workers=1)
        assert exported(record) == undisturbed, f"kill {n}"


def test_a_killed_build_leaves_no_processes(pages, undisturbed, tmp_path):
    folder = tmp_path / "many"
    shutil.copytree(pages, folder)
    for n in range(building.POOL_FROM):
        (folder / f"more{n}.txt").write_text(TALKS.format(town=f"Town{n}", n=n))
    command = [sys.executable, "-m", "reportedly.cli", "build", str(folder), "--record", str(tmp_path / "r.db")]
    child = subprocess.Popen([*command, "--workers", "2"], stderr=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 60
    while len(processes(child.pid)) < 4 and time.monotonic() < deadline:  # itself, the fork server, two that read
        time.sleep(0.05)
    assert len(processes(child.pid)) >= 4
    child.kill()
    child.wait()
    while processes(child.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    left = processes(child.pid)
    assert left == [], [(told(pid, "status"), told(pid, "cmdline"), told(pid, "wchan")) for pid in left]


def processes(session):
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = stat.parent.name
        if fields[3] == str(session) and fields[0] not in "ZX" and "resource_tracker" not in told(pid, "cmdline"):
            found.append(pid)
    return found


def told(pid, what):
    try:
        return (Path("/proc") / pid / what).read_bytes().decode(errors="replace")
    except OSError:
        return ""


def test_a_full_disk_is_one_clear_line_and_the_next_build_goes_on(pages, undisturbed, tmp_path, monkeypatch):
    monkeypatch.setattr(building, "_batches", partial(building._batches, size=1))
    record = tmp_path / "r.db"

    def build():
        most = 4096 * 110
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        reportedly.build([pages], record, workers=1)

    _, status = os.waitpid(in_child(build), 0)
    assert os.WEXITSTATUS(status) == 3
    reportedly.build([pages], record, workers=1)
    assert exported(record) == undisturbed


def test_a_really_full_disk(pages, undisturbed, tmp_path, monkeypatch):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=800k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        monkeypatch.setattr(building, "_batches", partial(building._batches, size=1))
        with pytest.raises(reportedly.RecordError, match=r"the disk is full; make room and run the same command again"):
            reportedly.build([pages], disk / "r.db", workers=1)
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        reportedly.build([pages], disk / "r.db", workers=1)
        assert exported(disk / "r.db") == undisturbed
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_record_that_another_process_holds(pages, undisturbed, tmp_path):
    record = tmp_path / "r.db"
    reportedly.build([pages / "Orvast.txt"], record)
    holder = sqlite3.connect(record, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(reportedly.RecordError, match="another process is writing to this record; wait"):
        reportedly.build([pages], record, workers=1)
    holder.execute("ROLLBACK")
    holder.close()
    reportedly.build([pages], record, workers=1)
    assert exported(record) == undisturbed


def test_a_folder_where_nothing_may_be_written(pages, tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir()
    reportedly.build([pages / "Orvast.txt"], folder / "r.db")
    folder.chmod(0o555)
    (folder / "r.db").chmod(0o444)

    def build():
        if os.geteuid() == 0:
            os.setuid(65534)  # root may write everywhere
        try:
            reportedly.build([pages], folder / "r.db", workers=1)
        except reportedly.RecordError as error:
            os._exit(7 if "read-only" in str(error) or "you may write" in str(error) else 8)

    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(0o755)
    child = in_child(build)
    _, status = os.waitpid(child, 0)
    folder.chmod(0o755)
    assert os.WEXITSTATUS(status) == 7
