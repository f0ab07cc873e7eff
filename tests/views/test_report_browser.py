"""The page of a record in a real browser. Skipped where playwright or Debian's chromium is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_crisis import crisis
from made_record import MadeRecord, actor, report_over, statement
from test_report import HOSTILE, hostile_record

from reportedly.types import Actor, Findings
from reportedly.views.report import write_report

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium")
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
UNFOLD = "for (const fold of document.querySelectorAll('details')) fold.open = true"
IN_VIEW = "p => { const r = p.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
INTRUDER = (
    """document.body.insertAdjacentHTML('beforeend', '<img src="https://ledger.example/x" onerror="taken = 1">')"""
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(autouse=True)
def closed_after_each(browser: Any) -> Iterator[None]:
    yield
    for context in browser.contexts:
        context.close()


class Visit:
    """A page opened from a file, with all that it asked for, complained of or popped up."""

    def __init__(self, browser: Any, record: MadeRecord, folder: Path, title: str, **context: Any) -> None:
        path = folder / "record.html"
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            write_report(record, stream, title)
        self.address = path.as_uri()
        self.requests: list[str] = []
        self.failures: list[str] = []
        self.complaints: list[str] = []
        self.dialogs: list[str] = []
        self.page = browser.new_context(**context).new_page()
        self.page.set_default_timeout(30_000)  # a busy machine is slow, not wrong
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda request: self.failures.append(request.failure))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        self.page.route("**/*", lambda route: route.continue_() if route.request.url == self.address else route.abort())
        self.page.goto(self.address)


def follow(link: Any) -> None:
    """Go where a link leads. By the keyboard: a click can miss a link that moves while a busy machine lays out."""
    page = link.page
    for _ in range(5):
        link.press("Enter")
        try:
            page.wait_for_url("**#*", timeout=6_000)
            return
        except playwright.TimeoutError:
            continue
    raise AssertionError("the link leads nowhere")


def test_nothing_is_fetched_and_nothing_complains(browser: Any, tmp_path: Path) -> None:
    visit = Visit(browser, crisis(), tmp_path, "The siege of Sarn")
    visit.page.mouse.wheel(0, 20_000)
    visit.page.wait_for_timeout(100)
    assert visit.requests == [visit.address]
    assert visit.complaints == visit.dialogs == []
    assert visit.page.title() == "The siege of Sarn"


def test_hostile_text_does_nothing(browser: Any, tmp_path: Path) -> None:
    visit = Visit(browser, hostile_record(), tmp_path, HOSTILE)
    visit.page.evaluate(UNFOLD)
    visit.page.mouse.wheel(0, 20_000)
    visit.page.wait_for_timeout(100)
    assert visit.requests == [visit.address]
    assert visit.complaints == visit.dialogs == []
    assert visit.page.title().startswith("</style></script><script>")
    assert visit.page.locator("script").count() == visit.page.locator("style").count() == 1
    assert visit.page.locator("img, iframe, object, form, [onerror], [onclick]").count() == 0
    assert visit.page.locator("main article").count() == 1
    assert visit.page.locator("body > footer").count() == 1
    assert "<img src=x onerror=alert(1)>" in visit.page.locator(".text").inner_text()


def test_the_policy_stops_a_script_that_would_get_in(browser: Any, tmp_path: Path) -> None:
    visit = Visit(browser, crisis(), tmp_path, "The siege of Sarn")
    visit.page.evaluate(INTRUDER)
    visit.page.wait_for_timeout(100)
    assert visit.failures == ["csp"]
    assert visit.page.evaluate("typeof taken") == "undefined"
    assert "Content Security Policy" in " ".join(visit.complaints)


def test_links_lead_from_word_to_note_and_back(browser: Any, tmp_path: Path) -> None:
    page = Visit(browser, crisis(), tmp_path, "The siege of Sarn").page
    page.locator(".ref", has_text="4").first.click()
    assert page.locator("li:target").inner_text().startswith("4")
    assert "denied" in page.locator("li:target").inner_text()
    assert page.locator("mark.on").all_inner_texts() == ["He", "denied", "that the shipments broke any resolution"]
    page.locator("li:target .n").click()
    assert page.locator("a.ref:target").get_attribute("aria-label") == "Statement 4"


def test_a_quotation_leads_to_its_place_in_the_report(browser: Any, tmp_path: Path) -> None:
    page = Visit(browser, crisis(), tmp_path, "The siege of Sarn").page
    page.locator(".speaker", has_text="Ana Brecht").locator("li a").click()
    assert page.locator("p:has(a:target)").inner_text().startswith('"There is no more room in the school,"')
    assert page.locator("p:has(a:target)").evaluate(
        "p => { const r = p.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
    )


def test_a_speaker_leads_to_its_entry_which_unfolds(browser: Any, tmp_path: Path) -> None:
    for width in (1280, 390):
        viewport = {"width": width, "height": 800}
        page = Visit(browser, crisis(), tmp_path, "The siege of Sarn", viewport=viewport).page
        entry = page.locator(".actor", has_text="Pavo Lindqvist")
        assert entry.get_attribute("open") is None
        follow(page.get_by_role("link", name="Roles, acts, figures: Pavo Lindqvist"))
        playwright.expect(entry.get_by_text("Passes on")).to_be_visible(timeout=30_000)
        page.wait_for_timeout(100)
        assert entry.locator("summary").evaluate(IN_VIEW)
        entry.get_by_role("link", name="before the ice does").first.click()
        assert page.locator("p:has(a:target)").inner_text().startswith("Pavo Lindqvist, a shipping broker")


def test_a_link_ends_at_its_section_where_much_stands_before(browser: Any, tmp_path: Path) -> None:
    text = "".join(f"Boat {n} has sailed, said Pilot {n}.\n" for n in range(500))
    report = report_over(text)
    pilots = [actor(f"Pilot {n}", "person") for n in range(500)]
    said = tuple(statement(report, f"Boat {n} has sailed", pilot, f"Pilot {n}") for n, pilot in enumerate(pilots))
    people = [Actor(str(pilot.actor), pilot.name, (), "person", None) for pilot in pilots]
    record = MadeRecord([(report, Findings(said))], people)
    visit = Visit(browser, record, tmp_path, "The boats", viewport={"width": 1280, "height": 800})
    page = visit.page
    page.get_by_role("navigation").get_by_role("link", name="Actors").click()
    page.wait_for_timeout(500)
    assert page.locator("#h-actors").evaluate(IN_VIEW)
    page.goto("about:blank")
    page.unroute("**/*")
    page.goto(f"{visit.address}#actors")
    page.wait_for_timeout(500)
    assert page.locator("#h-actors").evaluate(IN_VIEW)


def test_an_entry_that_an_address_names_is_open(browser: Any, tmp_path: Path) -> None:
    visit = Visit(browser, crisis(), tmp_path, "The siege of Sarn")
    name = visit.page.locator(".actor", has_text="Ana Brecht").get_attribute("id")
    visit.page.goto("about:blank")
    visit.page.unroute("**/*")
    visit.page.goto(f"{visit.address}#{name}")
    assert visit.page.locator(".actor[open] h3").all_inner_texts() == ["Ana Brecht"]
    assert visit.complaints == []


def test_entries_of_actors_unfold_without_script(browser: Any, tmp_path: Path) -> None:
    page = Visit(browser, crisis(), tmp_path, "The siege of Sarn", java_script_enabled=False).page
    follow(page.get_by_role("link", name="Roles, acts, figures: Oskar Brandel"))
    entry = page.locator(".actor:target")
    assert entry.locator("h3").inner_text() == "Oskar Brandel"
    role = entry.get_by_text("Deputy Defence Minister of Velmora, 9 April 2031")
    assert not role.is_visible()
    entry.locator("summary").click()
    assert role.is_visible()


def test_figures_are_sorted_with_the_keyboard(browser: Any, tmp_path: Path) -> None:
    page = Visit(browser, crisis(), tmp_path, "The siege of Sarn").page
    button = page.locator("table.figures").get_by_role("button", name="How many")
    button.focus()
    page.keyboard.press("Enter")
    amounts = page.locator("table.figures td:nth-child(2)")
    playwright.expect(page.locator("th[aria-sort=ascending]")).to_have_count(1, timeout=30_000)
    assert amounts.all_inner_texts() == [
        "2",
        "200 to 999 a day",
        "more than 6,200",
        "35,000 to 40,000",
        "48,000 or more",
        "nearly 50,000",
        "740 million USD",
    ]
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("How many")
    page.keyboard.press("Enter")
    playwright.expect(amounts.first).to_have_text("740 million USD", timeout=30_000)


def test_a_cell_of_a_register_leads_to_its_sentence(browser: Any, tmp_path: Path) -> None:
    for width in (1280, 390):
        viewport = {"width": width, "height": 800}
        page = Visit(browser, crisis(), tmp_path, "The siege of Sarn", viewport=viewport).page
        page.get_by_role("link", name="Transfers").click()
        row = page.get_by_role("table", name="Transfers").get_by_role("row").nth(1)
        assert row.get_by_role("cell").all_inner_texts()[:3] == ["Velmora", "Sarn", "patrol boats"]
        row.get_by_role("link", name="patrol boats").click()
        assert page.locator("p:has(a:target)").inner_text().startswith("The Assembly of Nations estimates")
        page.wait_for_timeout(100)
        assert page.locator("a.ref:target").evaluate(IN_VIEW)


def test_the_history_of_a_row_unfolds_without_script(browser: Any, tmp_path: Path) -> None:
    page = Visit(browser, crisis(), tmp_path, "The siege of Sarn", java_script_enabled=False).page
    row = page.locator("#register-transfers tbody tr")
    state = row.get_by_text("9 April 2031 · ongoing")
    assert not state.is_visible()
    row.locator("summary").click()
    assert state.is_visible()
    box, whole = row.locator(".more").bounding_box(), row.bounding_box()
    assert box["width"] == pytest.approx(whole["width"], abs=2)


def test_registers_are_sorted_by_their_columns_but_not_by_history(browser: Any, tmp_path: Path) -> None:
    page = Visit(browser, crisis(), tmp_path, "The siege of Sarn").page
    table = page.get_by_role("table", name="Ground events")
    assert table.get_by_role("button").count() == 8
    table.get_by_role("button", name="Where").click()
    playwright.expect(table.locator("th[aria-sort=ascending]")).to_have_count(1, timeout=30_000)


def test_the_page_can_be_read_without_script(browser: Any, tmp_path: Path) -> None:
    page = Visit(browser, crisis(), tmp_path, "The siege of Sarn", java_script_enabled=False).page
    assert page.locator("table.figures tbody tr").count() == 7
    assert page.locator("th button").count() == 0
    page.locator("summary", has_text="4 lines set aside").click()
    assert page.get_by_text("Support us from $3 a month").is_visible()


def test_the_first_stop_of_the_keyboard_skips_to_the_record(browser: Any, tmp_path: Path) -> None:
    page = Visit(browser, crisis(), tmp_path, "The siege of Sarn").page
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "To the record"
    assert page.locator(":focus").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "main"


def test_landmarks_and_table_are_there_for_a_screen_reader(browser: Any, tmp_path: Path) -> None:
    for width in (1280, 390):
        viewport = {"width": width, "height": 900}
        page = Visit(browser, crisis(), tmp_path, "The siege of Sarn", viewport=viewport).page
        for role in ("banner", "main", "navigation", "contentinfo"):
            assert page.get_by_role(role).count() == 1, role
        for name in (
            "Registers",
            "Transfers",
            "Reports by date",
            "Who said what",
            "Actors",
            "Figures",
            "The reports in full",
        ):
            assert page.get_by_role("region", name=name).count() == 1
        assert page.get_by_role("table", name="Figures").get_by_role("row").count() == 8


@pytest.mark.parametrize("record", [crisis(), hostile_record()], ids=["crisis", "hostile"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_nothing_sticks_out_sideways(browser: Any, tmp_path: Path, width: int, record: MadeRecord) -> None:
    page = Visit(browser, record, tmp_path, "x" * 200, viewport={"width": width, "height": 800}).page
    page.evaluate(UNFOLD)
    page.evaluate("for (const a of document.querySelectorAll('.report')) a.style.contentVisibility = 'visible'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_notes_stand_beside_the_text_on_a_desk_and_below_it_on_a_phone(browser: Any, tmp_path: Path) -> None:
    for width, beside in ((1280, True), (390, False)):
        viewport = {"width": width, "height": 900}
        page = Visit(browser, crisis(), tmp_path, "The siege of Sarn", viewport=viewport).page
        row = page.locator(".row").first
        row.scroll_into_view_if_needed()
        text, notes = row.locator("> p").bounding_box(), row.locator(".notes").bounding_box()
        assert (notes["x"] >= text["x"] + text["width"]) is beside
        assert (notes["y"] >= text["y"] + text["height"]) is not beside


def test_dark_follows_the_reader(browser: Any, tmp_path: Path) -> None:
    grounds = [
        Visit(browser, crisis(), tmp_path, "Sarn", color_scheme=scheme).page.evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    ]
    assert grounds == ["rgb(250, 247, 240)", "rgb(21, 23, 26)"]


def test_it_prints_captions_but_not_what_was_set_aside(browser: Any, tmp_path: Path) -> None:
    visit = Visit(browser, crisis(), tmp_path, "The siege of Sarn")
    visit.page.emulate_media(media="print")
    caption = visit.page.locator(".caption p").first
    assert caption.bounding_box()["height"] > 0
    assert visit.page.locator("nav").is_visible() is False
    assert visit.page.pdf(format="A4").startswith(b"%PDF")
