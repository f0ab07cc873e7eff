"""``python -m training.reader --data ../shared/data --out DIR``: from the data sets to the reader that is shipped.

Silver labels, two phases of training, export to int8, and the numbers tuned on development articles. Some four hours
on two cores; a GPU is used where there is one. What is done already in DIR is not done again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

MODELS = Path(__file__).parents[2] / "src" / "reportedly" / "reading" / "models"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--reviewed", type=Path, help="an export (JSON Lines) with your own reviewed findings")
    arguments = parser.parse_args()
    data, out = str(arguments.data), arguments.out
    out.mkdir(parents=True, exist_ok=True)
    silver, first, joint, trial = out / "silver.jsonl", out / "attribution", out / "joint", out / "models"
    tuned, last = out / "settings.json", joint / "epoch-2.pt"
    joined = ["--out", str(joint), "--silver", str(silver), "--epochs", "3", "--rate", "8e-5", "--head-rate", "6e-4"]
    steps: list[tuple[Path, str, list[str]]] = [
        (silver, "silver", ["--out", str(silver)]),
        (first / "best.pt", "train", ["--out", str(first), "--sets", "", "--epochs", "3", "--epochs-run", "1"]),
        (last, "train", [*joined, "--start", str(first / "best.pt")]),
        (trial / "reader.onnx", "export", [str(last), "--out", str(trial)]),
        (tuned, "tune", ["--models", str(trial), "--out", str(tuned)]),
        (trial / "shipped", "export", [str(last), "--out", str(MODELS), "--settings", str(tuned)]),
    ]
    for made, module, options in steps:
        if made.is_file():
            continue
        given = ["--data", data] if module in {"silver", "train", "tune"} else []
        if module == "train" and arguments.reviewed:
            given += ["--reviewed", str(arguments.reviewed)]
        print(f"training.reader.{module} {' '.join(options)}", flush=True)
        subprocess.run([sys.executable, "-m", f"training.reader.{module}", *given, *options], check=True)


if __name__ == "__main__":
    main()
