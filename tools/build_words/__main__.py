"""Build ``words.sqlite``, a compact offline table of general English.

The table serves a rule-based checker that aligns the words of two sentences.  It is derived from the WordNet 3.0
database files and weighed with the sentence embedding model all-MiniLM-L6-v2; both are needed only while building.

Usage::

    python tools/build_words --wordnet /usr/share/wordnet --model DIR --output words.sqlite [--cache STEM]

Tables (all WITHOUT ROWID, one primary-key access per look-up):

* ``form(form, lemma, pos)``: inflected or British form -> lemmas and parts of speech, most frequent first;
* ``near(lemma, kin, vector)``: the words near a lemma as ``word=NN``, below zero the opposites, the surest first;
  and its vector, 64 signed bytes of one length;
* ``meta(key, value)``: version, sources, counts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from forms import build_forms, choose_vocabulary
from loose import add_broader, add_related
from opposite import add_antonyms, block
from relations import Relations
from similar import add_derived, add_parallel, add_synonyms
from table import write
from vectors import Meaning
from wordnet import read_wordnet


def relate(relations: Relations, threshold: float) -> None:
    """Compute all relations; each step looks at those before it."""
    steps: dict[str, Callable[[Relations], None]] = {
        "synonyms": add_synonyms,
        "derived": add_derived,
        "antonyms": add_antonyms,
        "parallel": add_parallel,
        "block": block,
        "broader": add_broader,
        "related": lambda r: add_related(r, threshold),
    }
    for name, step in steps.items():
        print(f"  {name}", file=sys.stderr, flush=True)
        step(relations)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="Build words.sqlite from WordNet 3.0 and all-MiniLM-L6-v2.")
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"), help="WordNet database files")
    parser.add_argument("--model", type=Path, required=True, help="folder of the embedding model")
    parser.add_argument("--output", type=Path, default=Path("words.sqlite"), help="database to write")
    parser.add_argument("--cache", type=Path, help="stem of the files that keep embeddings between runs")
    parser.add_argument("--limit", type=int, default=30000, help="number of lemmas")
    parser.add_argument("--threshold", type=float, default=0.42, help="least strength of related words")
    options = parser.parse_args()

    pieces = frozenset((options.model / "vocab.txt").read_text(encoding="utf-8").split("\n"))
    net = read_wordnet(options.wordnet, pieces)
    vocabulary = choose_vocabulary(net, pieces, options.limit)
    print(f"{len(vocabulary)} lemmas", file=sys.stderr)
    forms = build_forms(net, vocabulary)
    meaning = Meaning(net, vocabulary, options.model, options.cache)
    relations = Relations(net, vocabulary, meaning, pieces)
    relate(relations, options.threshold)
    counts = write(options.output, relations, forms, meaning.compact())
    print(json.dumps(counts), options.output.stat().st_size, file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
