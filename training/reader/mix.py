"""The mean of two trainings' weights: ``python -m training.reader.mix FIRST SECOND --share 0.65 --out FILE``.

The last phase wins mentions and loses a little of attribution; weights between the two keep most of both.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, default=0.65, help="of the second")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    first, second = (torch.load(f, map_location="cpu", weights_only=True) for f in (arguments.first, arguments.second))
    share = arguments.share
    torch.save({name: (1 - share) * first[name] + share * second[name] for name in first}, arguments.out)


if __name__ == "__main__":
    main()
