"""``python -m training.reader --data ../shared/data --out DIR``: from the data sets to the reader that is shipped.

Silver labels, phases of training, export to int8, and the numbers tuned on development articles. Some six hours
on two cores; a GPU is used where there is one. What is done already in DIR is not done again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

MODELS = Path(__file__).parents[2] / "src" / "reportedly" / "reading" / "models"
# A late phase: marked mentions are scarce and strict, and come late and often.
MENTIONS = "--epochs 1 --rate 5e-5 --head-rate 6e-4 --average 0.99 --sets".split()
MENTIONS.append("polnear*0.2,re3d*10,mentions*3,named*0.2,events*0.5,news*2,figures*0.5")

# Then all sets again, the scarce ones often, from the height of the learning rate down.
LONGER = "--epochs 4 --epochs-run 3 --batches 850 --rate 8e-5 --head-rate 6e-4 --sets".split()
LONGER.append("polnear*0.85,nested*2,re3d*6,named*0.3,mentions*4,classes*0.4,events*3,news*3,figures*0.4,stories*0.08")
LAST = "--epochs 2 --first-epoch 1 --batches 1150 --rate 8e-5 --head-rate 6e-4 --seed 3 --sets".split()
LAST.append("polnear,nested*2,re3d*6,named*0.3,mentions*4,classes*0.4,events*2,news*2.5,figures*0.3,stories*0.06")
# A late phase for events: labels made to agree, and 1,265 more sentences of real news.
AGREED = "--epochs 2 --first-epoch 1 --batches 620 --rate 8e-5 --head-rate 6e-4 --seed 9 --sets".split()
AGREED.append(
    "polnear*0.45,nested,re3d*4,named*0.15,mentions*2.5,classes*0.3,events*1.5,news*2,figures*0.2,stories*0.04"
)

# The quick model: four layers of an inner width of 1,024, then of 576, each learning from the full model of its time.
STUDENT = "polnear,nested*2,re3d*5,named*0.3,mentions*3,classes*0.4,events*2,news*2,figures*0.3,stories*0.1"
QUICK = ["--epochs", "2", "--batches", "1000", "--sets", STUDENT]
NARROW = "--layers 0,1,2,3 --wide 576 --epochs 2 --first-epoch 1 --batches 700 --rate 2.5e-4 --sets".split()
NARROW.append(STUDENT)
# Then twice more, also with what the full model says of news that nobody labelled.
UNREAD = "--layers 0,1,2,3 --wide 576 --epochs 2 --first-epoch 1 --rate 2.5e-4 --sets".split()
UNREAD.append(f"{STUDENT},unlabelled*0.7")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--reviewed", type=Path, help="an export (JSON Lines) with your own reviewed findings")
    arguments = parser.parse_args()
    data, out = str(arguments.data), arguments.out
    out.mkdir(parents=True, exist_ok=True)
    silver, first, joint, trial = out / "silver.jsonl", out / "attribution", out / "joint", out / "models"
    tuned, late, mixed = out / "settings.json", out / "mentions" / "epoch-0.pt", out / "mixed.pt"
    longer, last = out / "longer" / "epoch-2.pt", out / "last" / "epoch-1.pt"
    agreed = out / "agreed" / "epoch-1.pt"
    wide, narrow = out / "quick" / "epoch-1.pt", out / "narrow" / "epoch-1.pt"
    narrower, unread = out / "narrower" / "epoch-1.pt", out / "unread" / "epoch-1.pt"
    quick, tuned_quick = out / "unread-more" / "epoch-1.pt", out / "settings-quick.json"
    taught = [str(agreed), "--begin", str(wide), "--silver", str(silver)]
    later = [*taught, *UNREAD, "--batches"]
    joined = ["--out", str(joint), "--silver", str(silver), "--epochs", "3", "--rate", "8e-5", "--head-rate", "6e-4"]
    steps: list[tuple[Path, str, list[str]]] = [
        (silver, "silver", ["--out", str(silver)]),
        (first / "best.pt", "train", ["--out", str(first), "--sets", "polnear", "--epochs", "3", "--epochs-run", "1"]),
        (joint / "epoch-2.pt", "train", [*joined, "--start", str(first / "best.pt")]),
        (late, "train", ["--out", str(late.parent), "--start", str(joint / "epoch-2.pt"), *MENTIONS]),
        (mixed, "mix", [str(joint / "epoch-2.pt"), str(late), "--out", str(mixed)]),
        (longer, "train", ["--out", str(longer.parent), "--silver", str(silver), "--start", str(mixed), *LONGER]),
        (last, "train", ["--out", str(last.parent), "--silver", str(silver), "--start", str(longer), *LAST]),
        (agreed, "train", ["--out", str(agreed.parent), "--silver", str(silver), "--start", str(last), *AGREED]),
        (trial / "reader.onnx", "export", [str(agreed), "--out", str(trial)]),
        (tuned, "tune", ["--models", str(trial), "--out", str(tuned)]),
        (trial / "shipped", "export", [str(agreed), "--out", str(MODELS / "full"), "--settings", str(tuned)]),
        (wide, "distil", [str(last), "--out", str(wide.parent), "--silver", str(silver), *QUICK]),
        (narrow, "distil", [*taught, *NARROW, "--out", str(narrow.parent), "--seed", "13"]),
        (narrower, "distil", [*taught, *NARROW, "--out", str(narrower.parent), "--seed", "17", "--start", str(narrow)]),
        (unread, "distil", [*later, "900", "--out", str(unread.parent), "--seed", "19", "--start", str(narrower)]),
        (quick, "distil", [*later, "850", "--out", str(quick.parent), "--seed", "29", "--start", str(unread)]),
        (trial / "quick" / "reader.onnx", "export", [str(quick), "--out", str(trial / "quick")]),
        (tuned_quick, "tune", ["--models", str(trial / "quick"), "--out", str(tuned_quick)]),
        (trial / "shipped", "export", [str(quick), "--out", str(MODELS / "quick"), "--settings", str(tuned_quick)]),
    ]
    for made, module, options in steps:
        if made.is_file():
            continue
        given = ["--data", data] if module in {"silver", "train", "distil", "tune"} else []
        if module in {"train", "distil"} and arguments.reviewed:
            given += ["--reviewed", str(arguments.reviewed)]
        print(f"training.reader.{module} {' '.join(options)}", flush=True)
        subprocess.run([sys.executable, "-m", f"training.reader.{module}", *given, *options], check=True)


if __name__ == "__main__":
    main()
