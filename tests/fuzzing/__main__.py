"""Coverage-guided fuzzing with atheris: ``python -m tests.fuzzing [NAME...] [--seconds N] [--out FOLDER]``.

Each target runs in a process of its own, for so many seconds, an input for 20 seconds and 2 GB at most. An input that
breaks a target is left in the folder; put it into ``tests/fuzzing/found/NAME/`` when the fault is mended.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    sys.path.insert(0, str(HERE))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--out", type=Path, default=Path("fuzzing"))
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        one(arguments.names[0], arguments.seconds, arguments.out)
        return
    from fuzz_targets import TARGETS

    broken = []
    for name in arguments.names or TARGETS:
        command = [sys.executable, "-m", "tests.fuzzing", name, "--one", "--seconds", str(arguments.seconds)]
        done = subprocess.run([*command, "--out", str(arguments.out)], capture_output=True, text=True, check=False)
        runs = [line for line in done.stderr.splitlines() if line.startswith(("#", "stat::number_of_executed"))]
        print(f"{name}: {'broken' if done.returncode else 'sound'}; {runs[-1] if runs else 'did not run'}", flush=True)
        if done.returncode:
            broken.append(name)
            print("\n".join(done.stderr.splitlines()[-25:]))
    sys.exit(1 if broken else 0)


def one(name: str, seconds: int, out: Path) -> None:
    """Fuzz one target in this process, which the fuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["reportedly"]):
        from fuzz_targets import TARGETS, known_words, seeds
    corpus = out / name / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for n, data in enumerate(seeds(name)):
        (corpus / f"seed{n}").write_bytes(data)
    limits = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048", "-max_len=16384"]
    if words := known_words(name):
        dictionary = out / name / "words"
        dictionary.write_text("".join(f'"{word}"\n' for word in words), encoding="utf-8")
        limits.append(f"-dict={dictionary}")
    atheris.Setup(
        [sys.argv[0], str(corpus), f"-artifact_prefix={out / name}/", "-print_final_stats=1", *limits], TARGETS[name]
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
