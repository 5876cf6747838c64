"""The word lists of drafting (`data/*.txt`), read once."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


class Country(NamedTuple):
    """A country, and its adjective and people."""

    name: str
    forms: tuple[str, ...]


@lru_cache(maxsize=1)
def _sections() -> dict[str, frozenset[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in _lines("kinds.txt"):
        if line.startswith("["):
            name = line.strip("[]")
        else:
            found[name] += line.split()
    return {section: frozenset(words) for section, words in found.items()}


def listed(section: str, word: str) -> bool:
    """Say whether a lower-case word stands in a section of `kinds.txt`."""
    return word in _sections()[section]


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """Return every country under its name and each of its forms."""
    found: dict[str, Country] = {}
    for line in _lines("countries.txt"):
        name, _, forms = (part.strip() for part in line.partition("="))
        country = Country(name, tuple(form.replace("-", " ") for form in forms.split()))
        for key in (name, *country.forms):
            found.setdefault(key, country)
    return found


def _lines(name: str) -> list[str]:
    text = (files("nkquiz.drafting") / "data" / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
