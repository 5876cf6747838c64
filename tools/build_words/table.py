"""Write the database, with sorted inserts and without timestamps."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from forms import Forms
from relations import Relations

VERSION = "2"
SOURCES = (
    "WordNet 3.0 (Princeton University); all-MiniLM-L6-v2 (Apache-2.0), for weights and vectors; "
    "curated lists in tools/build_words/lists"
)
SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE form(form TEXT PRIMARY KEY, lemma TEXT NOT NULL, pos TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE near(lemma TEXT PRIMARY KEY, kin TEXT NOT NULL, vector BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
# Of each relation: its name, the least strength and the most words that are kept, and what a strength is worth as a
# sign that the two words mean the same (or, below zero, the opposite).
RELATIONS = (
    ("synonyms", 0.22, 25, 0.95),
    ("derived", 0.35, 15, 1.0),
    ("broader", 0.3, 8, 0.7),
    ("related", 0.42, 15, 0.7),
    ("antonyms", 0.4, 25, -0.9),
)


def kin(relations: Relations) -> dict[str, dict[str, float]]:
    """Return for each word the words near it, with strengths from -1 (opposite) to 1 (same); both ways alike."""
    found: dict[str, dict[str, float]] = {word: {} for word in relations.vocabulary}
    for name, least, most, worth in RELATIONS:
        lists: dict[str, dict[str, float]] = getattr(relations, name)
        for word, near in lists.items():
            best = sorted(((value, other) for other, value in near.items() if value >= least), reverse=True)[:most]
            for value, other in best:
                for one, two in ((word, other), (other, word)):
                    if one in found and abs(value * worth) > abs(found[one].get(two, 0.0)):
                        found[one][two] = value * worth
    return found


def listing(found: dict[str, float]) -> str:
    """Format the strengths of a word as ``word=NN`` or ``word=-NN``, the surest first."""
    rows = sorted((-abs(round(100 * value)), word, round(100 * value)) for word, value in found.items())
    return " ".join(f"{word}={strength}" for _, word, strength in rows if strength)


def write(path: Path, relations: Relations, forms: Forms, vectors: Mapping[str, bytes]) -> dict[str, int]:
    """Write all tables; the result counts the rows and the listed words."""
    path.unlink(missing_ok=True)
    link = sqlite3.connect(path)
    link.executescript(SCHEMA)
    link.executemany(
        "INSERT INTO form VALUES(?, ?, ?)",
        ((form, " ".join(lemmas), pos) for form, (lemmas, pos) in sorted(forms.items())),
    )
    counts = Counter[str](form=len(forms), near=len(relations.vocabulary))
    lists = kin(relations)
    for word in sorted(relations.vocabulary):
        counts["kin"] += len(lists[word])
        link.execute("INSERT INTO near VALUES(?, ?, ?)", (word, listing(lists[word]), vectors[word]))
    meta = {
        "version": VERSION,
        "sources": SOURCES,
        "counts": json.dumps(dict(sorted(counts.items()))),
    }
    link.executemany("INSERT INTO meta VALUES(?, ?)", sorted(meta.items()))
    link.commit()
    link.execute("VACUUM")
    link.close()
    return dict(counts)
