"""The functions `check` and `check_many`, for programs that do not want to keep a `Checker` themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from nkquiz.bank.kept import cache_folder
from nkquiz.check.cache import open_checker
from nkquiz.check.checker import Checker
from nkquiz.model import Bank, Report

_CACHE = "_checker"  # where a bank's checker is kept: on the bank, so that it goes when the bank goes


def open_bank(path: str | Path | None = None) -> Bank:
    """Return the bank in the file at `path`, or the shipped one, with what a checker looks up of it.

    What is looked up comes from the cache folder of the command line, and is put there if it is not yet: that takes
    seconds, and minutes for a large bank. Its claims are read from there too, each when it is needed.

    Raises:
        NkquizError: the bank can't be read; see `load_bank`.
    """
    checker = open_checker(None if path is None else Path(path), cache_folder())
    vars(checker.bank)[_CACHE] = checker
    return checker.bank


def check(text: str, bank: Bank) -> Report:
    """Return what the source of `bank` says about `text`.

    The first call for a bank reads all of its claims; the `Checker` that comes of it is kept on the bank itself, so
    later calls for the same `Bank` object are as fast as `Checker.check`, and nothing is kept once the bank is gone.

    Raises:
        TypeError: `text` is no `str`, or `bank` no `Bank`. Any string will do: what is no claim is not in the source.
    """
    return checker_of(bank).check(_statement(text))


def check_many(texts: Iterable[str], bank: Bank) -> Iterator[Report]:
    """Return an iterator over the reports on `texts`, in their order; each is made when it is asked for.

    `texts` may be endless, and is never read ahead.

    Raises:
        TypeError: at once if `texts` is a single `str` or `bank` is no `Bank`; while iterating, at an item that is no
            `str`.
    """
    if isinstance(texts, str | bytes):
        raise TypeError("check_many takes an iterable of statements; for a single one there is check")
    checker = checker_of(bank)
    return (checker.check(_statement(text)) for text in texts)


def checker_of(bank: Bank) -> Checker:
    """Return the checker that is kept on `bank`, made at the first call."""
    if not isinstance(bank, Bank):
        raise TypeError(f"a bank is what load_bank returns, not {type(bank).__name__}")
    kept = vars(bank)
    found: Checker | None = kept.get(_CACHE)
    # Two threads may both make one at first: the first to be put there stays.
    return found if found is not None else kept.setdefault(_CACHE, Checker(bank))


def _statement(text: str) -> str:
    if not isinstance(text, str):
        raise TypeError(f"a statement is a str, not {type(text).__name__}")
    return text
