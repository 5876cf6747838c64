"""Words for verdicts, reasons and counts that all formats share."""

from __future__ import annotations

from nkquiz.model import LeftOut
from nkquiz.text import rounded

NO_PLACE = "No place in a source is given."

_LEFT_OUT = {
    LeftOut.HEADING: ("heading", "headings"),
    LeftOut.CODE: ("piece of code", "pieces of code"),
    LeftOut.BIBLIOGRAPHY: ("in the bibliography", "in the bibliography"),
    LeftOut.FRAGMENT: ("fragment", "fragments"),
    LeftOut.QUESTION: ("question", "questions"),
    LeftOut.FIRST_PERSON: ("about the text itself", "about the text itself"),
    LeftOut.OFF_SUBJECT: ("off the subject", "off the subject"),
}


def left_out_name(reason: LeftOut, number: int = 1) -> str:
    """Return a reason for leaving out in plain words, for so many sentences."""
    return _LEFT_OUT[reason][number != 1]


def counted(number: int, word: str) -> str:
    """Return `1 sentence`, `2 sentences`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def percent(share: float | None) -> str:
    """Return a share, 0 to 1, as whole percent, a half rounded up; nothing where there is none."""
    return "" if share is None else f"{rounded(share * 100):.0f}%"
