"""Pages that want to run, to call home or to deceive the eye, taken the whole way into a report in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from test_report_browser import CHROMIUM, UNFOLD, Visit, browser, closed_after_each  # noqa: F401

import reportedly
from reportedly.record.store import open_record

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium")

CALLS = "https://tracker.example/"
BODY = """<p>The mayor of Orvast, Lena Brisk, said on Tuesday that talks with the dockers were over.</p>
<p>At least 14 people were injured in the clashes in Orvast, the police said. “We will not go back,” Brisk said.</p>"""
PAGES = {
    "script": f"<script>window.taken = 1; alert(1); fetch('{CALLS}a')</script>"
    f"<script src='{CALLS}b.js'></script>{BODY}",
    "style": f"<style>@import '{CALLS}c.css'; body {{ background: url({CALLS}d) }} * {{ display: none }}</style>{BODY}",
    "svg": f"<svg onload='window.taken = 2'><script>window.taken = 2</script><image href='{CALLS}e'/></svg>{BODY}",
    "data": f"<p><a href='data:text/html,<script>window.taken=3</script>'>Read on about Orvast</a></p>{BODY}"
    f"<iframe srcdoc='<script>parent.taken = 3</script>'></iframe><object data='data:image/svg+xml,<svg/>'></object>",
    "handlers": f"<img src=x onerror='window.taken = 4'><p onmouseover='window.taken = 4' style='position:fixed'>"
    f"The mayor <b onclick='window.taken = 4'>spoke</b> in Orvast on Tuesday.</p>{BODY}",
    "link": f"<base href='{CALLS}'><meta http-equiv=refresh content='0;url={CALLS}f'><link rel=preload href='{CALLS}g'>"
    f"<link rel=canonical href='javascript:window.taken=5'><p><a href='javascript:window.taken=5'>More</a></p>{BODY}",
    "shown": "<p>The ministry said in Orvast: “&lt;script&gt;window.taken = 6&lt;/script&gt;&lt;img src=x "
    "onerror=window.taken=6&gt; was in the letter.” The letter said that &lt;/style&gt;&lt;/title&gt; was there.</p>"
    + BODY,
    "bidi": "<p>The minister, Pavo Renk, said that \u202e14 people\u202c were \u2066injured\u2069 in Orvast.\u202e</p>"
    + BODY,
    "attribute": f"<p data-x='{'A' * 2_000_000}' title='{'<' * 50_000}'>The mayor spoke in Orvast.</p>{BODY}",
    "comment": f"<!-- --!><script>window.taken = 7</script> -->{BODY}<noscript><img src='{CALLS}h'></noscript>",
    "form": f"<form action='{CALLS}i'><input autofocus onfocus='window.taken = 8'></form><math><mtext></p><style><!--"
    f"</style><img title='--&gt;&lt;img src=x onerror=window.taken=8&gt;'></math>{BODY}",
    "template": "<template><script>window.taken = 9</script></template>"
    f"<details open ontoggle='window.taken=9'>x</details>"
    f"<video><source onerror='window.taken = 9' src='{CALLS}j'></video>{BODY}",
}


def test_hostile_pages_do_nothing_in_the_report(browser: Any, tmp_path: Path) -> None:  # noqa: F811
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, html in PAGES.items():
        title = f"Talks in Orvast {name} </title><script>window.taken = 10</script>"
        page = (
            f"<!DOCTYPE html><html><head><title>{title.replace('<', '&lt;')}</title></head><body><h1>{name}</h1>{html}"
        )
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    (folder / "x<img src=x onerror=window.taken=11>.txt").write_text(
        "Orvast\n\nThe mayor spoke, she said on Tuesday.\n"
    )
    summary = reportedly.build([folder], tmp_path / "r.db", workers=1)
    assert summary.skipped == []
    assert summary.statements >= len(PAGES)
    with open_record(tmp_path / "r.db", read_only=True) as record:
        visit = Visit(browser, record, tmp_path, "Hostile")
        page = visit.page
        page.evaluate(UNFOLD)
        page.mouse.wheel(0, 100_000)
        for link in page.locator("a").all()[:40]:
            assert not (link.get_attribute("href") or "").lower().startswith(("javascript:", "data:"))
        page.wait_for_timeout(200)
        assert page.evaluate("window.taken") is None
        assert visit.requests == [visit.address]
        assert visit.dialogs == []
        assert page.url == visit.address
        assert page.locator("script").count() == page.locator("style").count() == 1
        assert page.locator("svg, iframe, object, form, video, base, link[href]").count() == 0
        text = page.locator("main").text_content() or ""
        assert "⟦U+202E⟧" in text
        assert not set(text) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
        assert "<script>window.taken = 6</script>" in text
        assert (tmp_path / "record.html").stat().st_size < 2_000_000
