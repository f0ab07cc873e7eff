"""What ``--mask`` says, and whom it means; the commands that take it."""

from pathlib import Path

import pytest
from made_people import Lists, actor, mention, ref, report_over, statement, unnamed
from typer.testing import CliRunner

from reportedly.cli import app
from reportedly.errors import UsageError
from reportedly.masking import masked
from reportedly.masking.choice import choose, look_up, read_values
from reportedly.masking.survey import survey
from reportedly.record import open_record
from reportedly.types import Credit, Findings, Page

LENA = actor("Lena Orvast", "Orvast")
MIRA = actor("Mira Tosk", title="baker on Lantern Street")
PAVEL = actor("Pavel Drim", "Drim", title="interior minister")
COUNTRY = actor("Sarnia Bay", kind="country")
TEXT = """A night in Sarnia Bay
By Ada Quenby
Pavel Drim said that Lena Orvast and Mira Tosk were home. Colonel Ivo Zemlin was not, nor was Tess Orvin Vale.
A guard at the gate said that rain fell. Photo: Ben Wexley / Quay Press
"""


def parts():
    report = report_over(
        TEXT, path="night.txt", byline=("Ada Quenby",),
        credits=(Credit("Ben Wexley", "photo", None), Credit("Quay Press", "photo", None)),
    )  # fmt: skip
    guard = unnamed(report, "A guard at the gate", "guard at the gate")
    people = actor("Lena Orvast"), actor("Mira Tosk")
    findings = Findings(
        (
            statement(report, "that Lena Orvast and Mira Tosk were home", ref(report, PAVEL, "Pavel Drim"),
                      addressee=ref(report, MIRA, "Mira Tosk"), via=(ref(report, LENA, "Lena Orvast"),)),
            statement(report, "that rain fell", guard),
        ),
        mentions=(
            mention(report, "Sarnia Bay", COUNTRY, "place"), mention(report, "Pavel Drim", PAVEL),
            mention(report, "Lena Orvast", people[0]), mention(report, "Mira Tosk", people[1]),
            mention(report, "Ivo Zemlin"), mention(report, "Tess"),
        ),
    )  # fmt: skip
    return report, findings


@pytest.fixture
def record():
    return Lists([parts()], (LENA, MIRA, PAVEL, COUNTRY))


def names(record, *values):
    """The names of those who are masked, in the order of their numbers, and how many sources without a name."""
    found = survey(record)
    choice = choose(read_values(values), found, record)
    return [bearer.name for bearer in choice.bearers], len(choice.sources)


def test_persons_are_all_that_the_record_names_bylines_and_credits_too(record):
    assert names(record, "PERSONS") == (
        ["Ada Quenby", "Ben Wexley", "Pavel Drim", "Lena Orvast", "Mira Tosk", "Ivo Zemlin", "Tess Orvin"], 0,
    )  # fmt: skip


def test_private_persons_are_those_without_an_office(record):
    """A baker is private, a minister and a colonel are not; who wrote or photographed is named by her own work."""
    assert names(record, "private") == (["Lena Orvast", "Mira Tosk", "Tess Orvin"], 0)
    assert names(record, "private", "unnamed")[1] == 1


def test_names_ids_and_those_who_stay(record, tmp_path):
    assert names(record, "lena orvast, Mira Tosk") == (["Lena Orvast", "Mira Tosk"], 0)
    assert names(record, "Orvast") == (["Lena Orvast"], 0)
    assert names(record, "Mira; Ada Quenby") == (["Ada Quenby", "Mira Tosk"], 0)
    assert names(record, "Sarnia Bay") == (["Sarnia Bay"], 0)
    assert names(record, "Tess Orvin Vale") == (["Tess Orvin"], 0)
    assert names(record, LENA.id) == names(record, LENA.id[:9]) == (["Lena Orvast"], 0)
    guard = record.pairs[0][1].statements[1].speaker.actor
    assert names(record, guard) == ([], 1)
    assert names(record, "private", "!Mira Tosk", "!Tess") == (["Lena Orvast"], 0)
    file = tmp_path / "who"
    file.write_text(f"# who must not be found\n\nLena Orvast\n!Mira Tosk\n{PAVEL.id}  \n", encoding="utf-8-sig")
    assert names(record, str(file)) == (["Pavel Drim", "Lena Orvast"], 0)
    assert names(record, "persons", str(file))[0].count("Mira Tosk") == 0


def test_a_name_that_only_the_text_has_is_masked(record):
    assert names(record, "Orvin Vale") == (["Orvin Vale"], 0)
    assert "Tess Person 1." in next(masked(record, ["Orvin Vale"]).entries())[0].text


def test_a_name_that_the_record_does_not_hold_is_told_with_the_nearest(record, tmp_path):
    with pytest.raises(UsageError, match=r"--mask: not in this record: Lena Orvist \(nearest: Lena Orvast\)"):
        masked(record, ["Mira Tosk, Lena Orvist"])
    with pytest.raises(UsageError, match=r"Zzyx Quoll \(nothing is called so\)"):
        masked(record, ["Zzyx Quoll"])
    with pytest.raises(UsageError, match="not in this record: a-123456789"):
        masked(record, ["a-123456789"])
    file = tmp_path / "who.txt"
    file.write_text("Lena Orvast\nLina Orvat\n")
    assert (
        masked(record, [str(file)]).warnings()[-1]
        == "masked: not in this record: Lina Orvat (nearest: Lena Orvast, Orvast)"
    )
    file.write_text("Lina Orvat\n")
    with pytest.raises(UsageError, match=r"who\.txt: not in this record: Lina Orvat"):
        masked(record, [str(file)])


@pytest.mark.parametrize("value", ["", " , ", "missing.txt", "folder/names"])
def test_values_that_say_nothing_are_refused(value):
    with pytest.raises(UsageError, match="--mask"):
        read_values([value])


def test_a_file_that_is_no_text_or_has_no_name_is_refused(tmp_path):
    file = tmp_path / "who.txt"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="cannot be read as UTF-8"):
        read_values([str(file)])
    file.write_text("# nobody\n")
    with pytest.raises(UsageError, match="no name in it"):
        read_values([str(file)])


def test_words_that_are_no_names_are_nobodys():
    report = report_over("Night\nThe Prime left. President Will left. Will Miller left. Sagan left. He left.")
    words = ["Prime", "President Will", "Will Miller", "Sagan", "He"]
    record = Lists([(report, Findings(mentions=tuple(mention(report, w) for w in words)))])
    assert names(record, "persons") == (["Will Miller", "Sagan"], 0)


def test_what_was_read_as_a_person_and_is_a_place_elsewhere_is_no_person():
    here = report_over("Night\nSarn wept, Tolin said.", path="a.txt")
    there = report_over("Day\nRain in Sarn.", path="b.txt")
    pairs = [
        (here, Findings(mentions=(mention(here, "Sarn"), mention(here, "Tolin")))),
        (there, Findings(mentions=(mention(there, "Sarn", None, "place"),))),
    ]
    assert names(Lists(pairs), "persons") == (["Tolin"], 0)


def test_a_word_of_a_name_means_the_one_who_has_it():
    one, two = actor("Ana Orvast"), actor("Ben Orvast")
    first = report_over("Night\nAna Orvast wept.", path="a.txt")
    second = report_over("Day\nBen Orvast ran. Orvast fell. Orvast rose.", path="b.txt")
    third = report_over("Noon\nOrvast sang.", path="c.txt")
    pairs = [
        (first, Findings(mentions=(mention(first, "Ana Orvast", one),))),
        (second, Findings(mentions=(mention(second, "Ben Orvast", two), mention(second, "Orvast", None, nth=1)))),
        (third, Findings(mentions=(mention(third, "Orvast"),))),
    ]
    record = Lists(pairs, (one, two))
    assert [b.name for b in look_up(survey(record), "Ana Orvast")[0]] == ["Ana Orvast"]
    texts = [report.text for report, _ in masked(record, ["persons"]).entries()]
    assert sorted(set(" ".join(texts).split()) & {"Ana", "Ben", "Orvast"}) == []
    assert texts[1].split("\n")[1].count("Person") == 3
    assert len({texts[1].split("Person ")[n][0] for n in (1, 2, 3)}) == 1


# The commands


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    """The same as a record on disk."""
    path = tmp_path_factory.mktemp("masking") / "night.db"
    report, findings = parts()
    with open_record(path, create=True) as made:
        page = Page(report.page.path, report.text.encode(), report.page.sha256, "text/plain")
        people = (LENA, MIRA, PAVEL, COUNTRY, actor("Lena Orvast"), actor("Mira Tosk"))
        guard = findings.statements[1].speaker
        nobody = actor("x")
        made.add(page, report, findings, [*{a.id: a for a in (*people[4:], *people[:4])}.values(),
                                          type(nobody)(guard.actor, None, (), "unnamed", None)])  # fmt: skip
    return path


def call(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.mark.parametrize(
    ("command", "result"),
    [
        (("export", "--format", "jsonl"), "out"),
        (("export", "--format", "csv"), "out/statements.csv"),
        (("export", "--register", "positions"), "out"),
        (("report",), "out"),
    ],
)
def test_every_export_and_the_report_take_it_and_warn(file, tmp_path, command, result):
    done = call(command[0], file, *command[1:], "--mask", "private", "--mask", "unnamed", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "masked: 3 persons and 1 unnamed source replaced; quotes can identify" in done.stderr
    text = (tmp_path / result).read_text(encoding="utf-8")
    assert "Orvast" not in text
    assert "Tosk" not in text
    assert "guard at" not in text
    if "positions" not in command:
        assert "Person 1" in text or "Pavel Drim" in text
    if command == ("report",):
        assert "Quotes can identify" in text


def test_without_it_nothing_is_told_and_nothing_changes(file, tmp_path):
    done = call("export", file, "-o", tmp_path / "out")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Lena Orvast" in (tmp_path / "out").read_text()


def test_a_name_that_is_not_there_leaves_no_file(file, tmp_path):
    done = call("report", file, "--mask", "Lena Orvist", "-o", tmp_path / "out")
    assert isinstance(done.exception, UsageError)
    assert not list(tmp_path.iterdir())
