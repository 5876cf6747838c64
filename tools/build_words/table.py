"""Write the database, with sorted inserts and without timestamps."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from pathlib import Path

from forms import Forms
from relations import Relations

VERSION = "1"
SOURCES = (
    "WordNet 3.0 (Princeton University); all-MiniLM-L6-v2 (Apache-2.0), used only for weights and related words; "
    "curated lists in tools/build_words/lists"
)
SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE form(form TEXT PRIMARY KEY, lemma TEXT NOT NULL, pos TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE near(lemma TEXT PRIMARY KEY, count INTEGER NOT NULL, synonyms TEXT NOT NULL, antonyms TEXT NOT NULL,
    derived TEXT NOT NULL, broader TEXT NOT NULL, related TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def listing(found: dict[str, float], least: float, most: int) -> str:
    """Format the strengths of a word as ``word=NN``, best first."""
    rows = [(min(99, max(1, round(100 * value))), word) for word, value in found.items() if value >= least]
    rows.sort(key=lambda row: (-row[0], row[1]))
    return " ".join(f"{word}={strength}" for strength, word in rows[:most])


def near_row(relations: Relations, word: str, threshold: float) -> dict[str, str]:
    """The lists of a word by column of ``near``."""
    return {
        "synonyms": listing(relations.synonyms.get(word, {}), 0.22, 25),
        "antonyms": listing(relations.antonyms.get(word, {}), 0.4, 25),
        "derived": listing(relations.derived.get(word, {}), 0.35, 15),
        "broader": listing(relations.broader.get(word, {}), 0.3, 8),
        "related": listing(relations.related.get(word, {}), threshold, 15),
    }


def write(path: Path, relations: Relations, forms: Forms, threshold: float) -> dict[str, int]:
    """Write all tables; the result counts the rows and the listed words."""
    path.unlink(missing_ok=True)
    link = sqlite3.connect(path)
    link.executescript(SCHEMA)
    link.executemany(
        "INSERT INTO form VALUES(?, ?, ?)",
        ((form, " ".join(lemmas), pos) for form, (lemmas, pos) in sorted(forms.items())),
    )
    counts = Counter[str](form=len(forms), near=len(relations.vocabulary))
    for word in sorted(relations.vocabulary):
        lists = near_row(relations, word, threshold)
        counts.update({name: len(text.split()) for name, text in lists.items()})
        row = (word, relations.net.count(word), *lists.values())
        link.execute("INSERT INTO near VALUES(?, ?, ?, ?, ?, ?, ?)", row)
    meta = {
        "version": VERSION,
        "sources": SOURCES,
        "threshold": str(threshold),
        "counts": json.dumps(dict(sorted(counts.items()))),
    }
    link.executemany("INSERT INTO meta VALUES(?, ?)", sorted(meta.items()))
    link.commit()
    link.execute("VACUUM")
    link.close()
    return dict(counts)
