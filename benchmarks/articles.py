"""Article bodies: F1 of 4-word shingles on the shared article pages, as HTML and as dumps of all visible text."""

from __future__ import annotations

from benchmarks import peers
from benchmarks.common import Score, data, export, score, write_rows


def measure() -> Score:
    folder = data("articles")
    gold = folder / "gold.json"
    html, text = folder / "html", folder / "text"
    return {
        "html": {
            "reportedly": score("score_body", export("articles-html", html), gold),
            "trafilatura alone": score(
                "score_body", write_rows("peer", peers.rows(html, peers.trafilatura_alone)), gold
            ),
        },
        "text": {
            "reportedly": score("score_body", export("articles-text", text), gold),
            "keep everything": score("score_body", write_rows("peer", peers.rows(text, peers.keep_everything)), gold),
            "best run of long lines": score("score_body", write_rows("peer", peers.rows(text, peers.long_lines)), gold),
        },
    }
