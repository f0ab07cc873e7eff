"""Which rules made something: a digest of the package's own files, so that what older rules made is made again."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent
_KINDS = (".py", ".tsv", ".json", ".npz")
_APART = _PACKAGE / "reading" / "models"
READING = (
    "pages/decoding.py", "pages/press.py", "pages/press_rows.py", "pages/press_fields.py",
    "pages/factiva.py", "pages/nexis.py",
    "reports", "reading", "findings", "actors", "types.py",
)  # fmt: skip
"""What makes a page into a report with findings; the weights have a version of their own."""
COLLATING = ("collation", "types.py")
"""What makes findings into cases and series."""


def package_version() -> str:
    """The version of the package that is installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("reportedly")
    except PackageNotFoundError:
        return "unknown"  # run from its folder, without being installed


@cache
def rules_version(parts: tuple[str, ...]) -> str:
    """8 hexadecimal digits of the SHA-256 of the code and tables in these folders and files of the package."""
    digest = hashlib.sha256()
    for part in parts:
        root = _PACKAGE / part
        files = [root] if root.is_file() else [f for f in root.rglob("*") if f.suffix in _KINDS]
        for file in sorted(files, key=lambda f: f.relative_to(_PACKAGE).as_posix()):
            if _APART not in file.parents:
                digest.update(f"{file.relative_to(_PACKAGE).as_posix()}\0".encode())
                digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()[:8]
