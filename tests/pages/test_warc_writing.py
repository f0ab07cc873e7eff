import gzip
import io
import os
import subprocess
import sys
import tempfile
import threading
import time
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from local_site import answer, get, kinds, only

from reportedly.errors import ReportedlyError, UsageError
from reportedly.pages import warc_writing
from reportedly.pages.warc_writing import member, whole_length


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
    for bad in (tmp_path, tmp_path / "no" / "pages.warc.gz", Path(os.devnull)):
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
    command = [sys.executable, "-m", "reportedly.cli", "fetch", f"{here.url}/a", f"{here.url}/b", "-o", str(warc)]
    with subprocess.Popen([*command, "--allow-private", "--delay", "0"], stderr=subprocess.PIPE) as run:
        assert held.wait(30)
        run.kill()
    assert kinds(warc) == ["warcinfo", "response", "request"]


KINDS = ("warcinfo", "response", "request")
MEMBERS = [member({"WARC-Type": kind}, "text/plain", kind.encode() * 20) for kind in KINDS]


def length(content):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "x.warc.gz")
        file.write_bytes(content)
        with io.FileIO(file) as stream:
            return whole_length(stream, file)


def test_wherever_a_file_is_torn_the_whole_records_stay():
    content, ends = b"".join(MEMBERS), [0, *accumulate(map(len, MEMBERS))]
    for size in range(len(content) + 1):
        assert length(content[:size]) == max(end for end in ends if end <= size)


@settings(deadline=None)
@given(st.data())
def test_damage_cuts_nothing_behind_it(data):
    """A changed byte is damage, and no torn end, unless it lies in the last record."""
    content = bytearray(b"".join(MEMBERS))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    try:
        whole = length(bytes(content))
    except UsageError:
        return
    assert whole == len(content) or at >= len(content) - len(MEMBERS[-1])


def test_no_value_of_a_record_can_begin_a_header_of_its_own():
    head = gzip.decompress(member({"WARC-Refers-To-Date": "2026\r\nWARC-Type: response\x85x"}, "a/b", b"")).split(
        b"\r\n"
    )
    assert head[1] == b"WARC-Refers-To-Date: 2026  WARC-Type: response x"
    assert [line.split(b":")[0] for line in head[2:5]] == [b"WARC-Block-Digest", b"Content-Type", b"Content-Length"]
