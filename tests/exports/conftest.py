"""The values made by hand for the record's tests serve the exports' too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "record"))
