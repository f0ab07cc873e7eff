"""The road of docs/architecture.md: modules import to their left and down, never back."""

import ast
from pathlib import Path

import reportedly

PACKAGE = Path(reportedly.__file__).parent
ROAD = [
    "pages", "reports", "reading", "findings", "actors", "collation", "corrections", "record", "masking", "exports"
]  # fmt: skip
# Grammars over strings that import nothing but types: any stage may use them (docs/decisions.md).
GRAMMARS = ("findings.dates.", "findings.numbers.")
# Dependencies that only training or development has.
FOREIGN = {
    "torch",
    "transformers",
    "sklearn",
    "lightgbm",
    "spacy",
    "pytest",
    "hypothesis",
    "datasette",
    "scipy",
    "pandas",
}


def imports():
    for file in sorted(PACKAGE.rglob("*.py")):
        module = file.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield module, node.module
            elif isinstance(node, ast.Import):
                yield from ((module, alias.name) for alias in node.names)


def test_imports_run_along_the_road():
    wrong = []
    for module, imported in imports():
        inner = imported.removeprefix("reportedly.")
        here, there = module.split(".")[0], inner.split(".")[0]
        if not imported.startswith("reportedly.") or here not in ROAD or f"{inner}.".startswith(GRAMMARS):
            continue
        if there in ("views", "pipeline", "building", "cli", "engines") or (
            there in ROAD and ROAD.index(there) > ROAD.index(here)
        ):
            wrong.append(f"{module} imports {imported}")
    assert not wrong


def test_grammars_import_nothing_of_the_package_but_themselves_and_types():
    wrong = []
    for module, imported in imports():
        for grammar in GRAMMARS:
            inner = imported.removeprefix("reportedly.")
            if (
                module.startswith(grammar)
                and imported.startswith("reportedly.")
                and not f"{inner}.".startswith(grammar)
            ):
                wrong += [f"{module} imports {imported}"] if inner != "types" else []
    assert not wrong


def test_the_package_imports_no_tool_of_training_or_development():
    assert not [(m, i) for m, i in imports() if i.split(".")[0] in FOREIGN]


def test_findings_actors_and_collation_open_no_file_and_no_socket():
    wrong = [
        (m, i)
        for m, i in imports()
        if m.split(".")[0] in ("findings", "actors", "collation")
        and i.split(".")[0] in ("os", "io", "pathlib", "socket", "urllib", "httpx", "http", "subprocess", "tempfile")
    ]
    assert not wrong
