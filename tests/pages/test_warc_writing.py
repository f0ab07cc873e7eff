import gzip
import io
import os
import shutil
import subprocess
import sys
import threading
import time

import pytest
from local_site import answer, get, kinds, only

from reportedly.errors import ReportedlyError, UsageError
from reportedly.pages import warc_writing


def test_a_torn_last_record_is_cut_off(here, warc):
    here.pages |= {"/a": answer(), "/b": answer(b"<p>b</p>")}
    get(warc, f"{here.url}/a")
    whole = warc.read_bytes()
    get(warc, f"{here.url}/b")
    both = warc.read_bytes()
    notes = []
    for size in (len(whole) + 1, len(whole) + 200, len(both) - 1, 1, 30, 300):
        warc.write_bytes(both[:size])
        assert only(get(warc, f"{here.url}/b", note=notes.append)).outcome == "saved"
        assert kinds(warc)[-3:] == ["warcinfo", "response", "request"]
    assert len(notes) == 6
    assert notes[0] == f"{warc}: a run was stopped while it wrote; the torn last 1 bytes are cut off"
    warc.write_bytes(whole + bytes(5000))
    get(warc, f"{here.url}/b", note=notes.append)
    assert len(kinds(warc)) == 6
    assert "torn last 5,000 bytes" in notes[-1]


def test_files_that_are_not_ours_are_left_alone(here, warc, tmp_path):
    here.pages["/"] = answer()
    get(warc, f"{here.url}/")
    damaged = bytearray(warc.read_bytes() * 3)
    damaged[len(damaged) // 2] ^= 0xFF
    others = {"text.warc.gz": b"a letter", "letter.gz": gzip.compress(b"a letter"), "damaged.gz": bytes(damaged)}
    others["cut.gz"] = gzip.compress(os.urandom(9000))[:5000]
    for name, content in others.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UsageError, match=r"name another one with --output"):
            get(tmp_path / name, f"{here.url}/")
        assert (tmp_path / name).read_bytes() == content
    for bad in (tmp_path, tmp_path / "no" / "pages.warc.gz"):
        with pytest.raises(UsageError, match="cannot be written"):
            get(bad, f"{here.url}/")
    with pytest.raises(UsageError, match="cannot be read"):
        get(warc, f"{here.url}/", since=[tmp_path / "missing.warc.gz"])


def test_two_runs_do_not_write_to_one_file(here, warc):
    pytest.importorskip("fcntl")

    def second(connection, request):
        with pytest.raises(UsageError, match="another fetch writes to it"):
            get(warc, f"{here.url}/b")
        connection.sendall(answer())

    here.pages["/"] = second
    assert only(get(warc, f"{here.url}/")).outcome == "saved"


def test_a_full_disk_leaves_what_was_saved(here, warc, monkeypatch):
    class Full(io.FileIO):
        def write(self, data):
            if self.tell() + len(data) > 3000:
                super().write(data[: 3000 - self.tell()])
                raise OSError(28, "No space left on device")
            return super().write(data)

    monkeypatch.setattr(warc_writing, "FileIO", Full)
    here.pages |= {"/a": answer(), "/b": answer(os.urandom(9000))}
    with pytest.raises(ReportedlyError, match="No space left on device; what was saved before is whole"):
        get(warc, f"{here.url}/a", f"{here.url}/b")
    assert kinds(warc) == ["warcinfo", "response", "request"]


def test_a_killed_run_leaves_a_readable_file(here, warc):
    held = threading.Event()
    here.pages |= {"/a": answer(), "/b": lambda connection, request: held.set() or time.sleep(5)}
    command = [shutil.which("python") or "python", "-m", "reportedly.cli", "fetch", f"{here.url}/a", f"{here.url}/b"]

    command[0] = sys.executable
    with subprocess.Popen(
        [*command, "-o", str(warc), "--allow-private", "--delay", "0"], stderr=subprocess.PIPE
    ) as run:
        assert held.wait(20)
        run.kill()
    assert kinds(warc) == ["warcinfo", "response", "request"]
