"""Plain text: normalising it, cutting it into paragraphs and sentences, fingerprinting a sentence, cells of tables."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Quotes, dashes, blanks and other look-alikes that keyboards, word processors and web pages disagree about.
# One character stands for one, so that offsets in a text stay what they are.
ONE_TO_ONE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒−–—―", "-"),
    }
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

_LAST = 200  # characters before a full stop that may be an abbreviation

# A full stop after one of these does not end a sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st sr jr gen col lt sgt capt rev hon pres gov sen rep "
    "ca cf vs etc al approx dept est inc ltd co corp bros "
    "jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e a.m p.m".split()
)
# After these it does not if a number follows: "No. 5", but not "The answer was no. They left."
_BEFORE_NUMBERS = frozenset("no nos vol fig".split())
_BOUNDARY = re.compile(r"""(?<![.!?…])[.!?…]+['")\]]*\s+(?=['"(\[]*([^\W_]))""")  # from the first of a row of dots

# What a cell of a spreadsheet that is a formula begins with.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")

# Files whose longest line is at most this wide are taken to be hard-wrapped: there a blank line ends a paragraph.
# In all other files every line is a paragraph.
WRAP_WIDTH = 100


def normalise(text: str) -> str:
    """Return `text` as NFKC with plain quotes and dashes, single blanks, and no control or format characters."""
    text = text.translate(ONE_TO_ONE)
    if text.isascii() and text.isprintable():  # most texts: nothing below would change them
        return " ".join(text.split())
    text = unicodedata.normalize("NFKC", text).translate(ONE_TO_ONE)
    kept = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf"))
    return " ".join(unicodedata.normalize("NFKC", "".join(kept)).split())


def well_formed(text: str) -> str:
    """Return `text` with a question mark for each half of a character, which JSON and terminals can bring."""
    return text.encode(errors="replace").decode()


def one_line(text: str) -> str:
    """Return `text` as it is, but on one line with single blanks, and without control, format and direction
    characters: safe to show anywhere."""
    kept = (c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join("".join(kept).split())


def words(text: str) -> list[str]:
    """Return the words of `text`, normalised and in lower case, without punctuation."""
    return _WORD.findall(normalise(text).casefold())


def paragraphs(text: str) -> list[str]:
    """Cut a document into its non-empty paragraphs (see WRAP_WIDTH), each on one line."""
    lines = [line.strip() for line in text.splitlines()]
    if max((len(line) for line in lines), default=0) > WRAP_WIDTH:
        return [line for line in lines if line]
    blocks = re.split(r"\n{2,}", "\n".join(lines))
    return [" ".join(block.split()) for block in blocks if block.strip()]


def sentences(paragraph: str) -> list[str]:
    """Cut one paragraph into sentences (see `sentence_spans`). What is returned is normalised."""
    text = normalise(paragraph)
    return [text[start:end] for start, end in sentence_spans(text)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the sentences of `text`, one paragraph as it was typed. A sentence ends at `.`, `!` or `?`
    before a capital or a digit, but not after an abbreviation or an initial."""
    text = text.translate(ONE_TO_ONE)
    ends = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        follows = match.group(1)
        if not (follows.isupper() or follows.isdigit()):
            continue
        if match.group().startswith(".") and _ends_in_abbreviation(
            text[max(start, match.start() - _LAST) : match.start()], follows
        ):
            continue
        ends.append(match.end())
        start = match.end()
    spans = []
    for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
        inner = text[start:end]
        if inner.strip():
            spans.append((start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())))
    return spans


def _ends_in_abbreviation(text: str, follows: str) -> bool:
    last = text.rsplit(maxsplit=1)[-1].lstrip("('\"[") if text.split() else ""
    if last.lower() in _BEFORE_NUMBERS:
        return follows.isdigit()
    return last.lower() in _ABBREVIATIONS or bool(re.fullmatch(r"[A-Z](\.[A-Z])*", last))


def fingerprint(sentence: str) -> str:
    """Return 12 hex digits that stand for the sentence's words: case, quotes, blanks and punctuation don't count."""
    return hashlib.sha256(" ".join(words(sentence)).encode()).hexdigest()[:12]


def cell(text: str) -> str:
    """Return `text` without control and direction characters, and with an apostrophe before what begins a formula."""
    kept = "".join(c for c in text if c in "\t\r\n" or unicodedata.category(c)[0] != "C")
    return "'" + kept if kept.startswith(_FORMULA) else kept


def rounded(value: float, places: int = 0) -> float:
    """Return a value that is not negative, rounded as people do it: a half goes up."""
    scale = float(10**places)
    return int(value * scale + 0.5 + 1e-9) / scale
