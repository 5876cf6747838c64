"""Texts -> ids: lower-case words with hyphens, each given only once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MAX_LENGTH = 40
_NO_TEXTS = ("null", "true", "false", "yes", "no", "on", "off")  # what these are in YAML
_SPECIAL = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "ð": "d"})


def slug(text: str) -> str:
    """Return `text` as an id; "" if it has no letter or digit of ASCII, also without its accents."""
    plain = unicodedata.normalize("NFKD", text.translate(_SPECIAL)).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    kept: list[str] = []
    for word in words:
        if kept and len("-".join((*kept, word))) > MAX_LENGTH:
            break
        kept.append(word[:MAX_LENGTH])
    return "-".join(kept)


class Ids:
    """Ids that are taken."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {*taken, *_NO_TEXTS}

    def new(self, text: str, otherwise: str) -> str:
        """Return an id made from `text`, or from `otherwise`, with a number behind it if it is taken."""
        wanted = slug(text) or slug(otherwise) or "x"
        wanted = f"x-{wanted}" if wanted.replace("-", "").isdigit() else wanted  # editors would take it for a number
        found, number = wanted, 2
        while found in self._taken:
            found, number = f"{wanted}-{number}", number + 1
        self._taken.add(found)
        return found
