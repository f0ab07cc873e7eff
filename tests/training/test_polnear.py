"""The shared archives are unpacked once, with every Python that the project runs on."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path
from typing import Any

import pytest

from training.reader.polnear import unpacked


@pytest.mark.parametrize("filters", [True, False])
def test_an_archive_is_unpacked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filters: bool) -> None:
    words = b"Nine trucks crossed."
    with tarfile.open(tmp_path / "set.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo("set/text/a.txt")
        member.size = len(words)
        archive.addfile(member, io.BytesIO(words))
    if not filters:  # as before Python 3.11.4
        monkeypatch.delattr(tarfile, "data_filter", raising=False)
        extract = tarfile.TarFile.extractall

        def older(self: tarfile.TarFile, path: Any = ".", members: Any = None, *, numeric_owner: bool = False) -> None:
            extract(self, path, members, numeric_owner=numeric_owner)

        monkeypatch.setattr(tarfile.TarFile, "extractall", older)
    folder = unpacked(tmp_path, tmp_path / "scratch", "set")
    assert (folder / "text" / "a.txt").read_bytes() == words
    (tmp_path / "set.tar.gz").unlink()
    assert unpacked(tmp_path, tmp_path / "scratch", "set") == folder
