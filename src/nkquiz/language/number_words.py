"""The words of small numbers and of ranks, and nothing else: to write numbers one need not be able to read them."""

from __future__ import annotations

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split()
)
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
RANKS = {"first": 1, "second": 2, "third": 3, "twelfth": 12, "ninth": 9, "fifth": 5, "eighth": 8}
RANKS |= {w + "th": n for n, w in enumerate(ONES) if n > 3 and n not in (5, 8, 9, 12)}
RANKS |= {w[:-1] + "ieth": n for w, n in TENS.items()}
RANKS |= {"hundredth": 100, "thousandth": 1000}
