from local_site import PAGE, RSS, answer, get, only, records, to

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Orvast</title><entry><title>One</title>
<link rel="enclosure" href="{0}/sound.mp3"/><link rel="alternate" href="{0}/one"/></entry></feed>"""


def test_the_items_of_feeds_are_fetched(here, warc):
    here.pages |= {"/one": answer(), "/two": answer(b"<p>Two</p>"), "/atom": answer(ATOM.format(here.url).encode())}
    here.pages |= {"/rss": to("/rss2"), "/rss2": answer(RSS.format(here.url).encode(), Content_Type="text/xml")}
    summary = get(warc, feeds=[f"{here.url}/rss", f"{here.url}/atom", f"{here.url}/no"])
    assert [(one.outcome, one.url.removeprefix(here.url), one.items) for one in summary.fetched] == [
        ("feed", "/rss", 3),
        ("saved", "/one", None),
        ("saved", "/two", None),
        ("feed", "/atom", 1),
        ("failed", "/no", None),
    ]
    assert [url for kind, url, _, _ in records(warc) if kind == "response"] == [f"{here.url}/one", f"{here.url}/two"]


def test_broken_feeds_and_what_is_none(here, warc, tmp_path):
    secret = tmp_path / "feed.xml"
    secret.write_text(RSS.format(here.url))
    entity = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]><rss version="2.0"><channel>&x;</channel></rss>'
    broken = RSS.format(here.url)[: -len("</link></item></channel></rss>") - 60] + "& <b"
    bodies = {
        "broken": broken,
        "page": PAGE.decode(),
        "path": str(secret),
        "url": f"{here.url}/rss",
        "empty": "",
        "entity": entity,
    }
    here.pages |= {f"/{name}": answer(body.encode()) for name, body in bodies.items()} | {"/one": answer()}
    found = {name: get(warc, feeds=[f"{here.url}/{name}"]).fetched for name in bodies}
    assert [one.outcome for one in found["broken"][:2]] == ["feed", "saved"]
    for name in ("page", "path", "url", "empty"):
        assert [one.reason for one in found[name]] == ["is no RSS or Atom feed"], name
    assert [(one.outcome, one.items) for one in found["entity"]] == [("feed", 0)]


def test_a_feed_that_takes_too_long_is_given_up(here, warc, monkeypatch):
    from reportedly.pages import feeds

    monkeypatch.setattr(feeds, "_SECONDS", 1)
    here.pages["/"] = answer(b"<rss><channel>" + b"<item>" * 150_000)
    assert only(get(warc, feeds=[f"{here.url}/"])).reason in (
        "could not be read as a feed within 1 seconds",
        "is no RSS or Atom feed",
    )
