"""Checking one statement after the other: in this process, or in several that each have the bank open."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from nkquiz.errors import ExitCode, NkquizError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from nkquiz.check import Checker
    from nkquiz.model import Explanation, Item, Report

CHUNK = 25  # statements that a process is given at a time
AHEAD = 4  # chunks a process that are given out before the first of them has to be done

Judged: TypeAlias = "tuple[Report, Explanation | None]"


class Killed(NkquizError):
    """A process that checked was ended from outside."""

    exit_code = ExitCode.INTERNAL


def checked(items: Iterable[Item], checker: Checker, bank: Path | None, explained: bool, jobs: int) -> Iterator[Item]:
    """Yield the items with their reports, in their order; those that are left out as they are.

    `bank` is where `checker` comes from. At most some hundred items are read ahead.
    """
    waiting: deque[Item] = deque()

    def texts() -> Iterator[str]:
        for item in items:
            waiting.append(item)
            if not item.left_out:
                yield item.text

    judged = _in_turn(texts(), checker, explained) if jobs == 1 else _in_processes(texts(), bank, explained, jobs)
    for report, why in judged:
        while waiting[0].left_out:
            yield waiting.popleft()
        yield replace(waiting.popleft(), report=report, explanation=why)
    yield from waiting


def _in_turn(texts: Iterable[str], checker: Checker, explained: bool) -> Iterator[Judged]:
    for text in texts:
        report = checker.check(text)
        yield report, _why(checker, text, report) if explained else None


def _why(checker: Checker, text: str, report: Report) -> Explanation:
    from nkquiz.check.explain import explain  # most runs explain nothing

    return explain(checker, text, report)


def _in_processes(texts: Iterator[str], bank: Path | None, explained: bool, jobs: int) -> Iterator[Judged]:
    """Yield what each text comes to, in order. Each process is started anew, not forked, on every system."""
    from concurrent.futures.process import BrokenProcessPool

    given: deque[Future[list[Judged]]] = deque()
    with _pool(bank, jobs) as pool:
        try:
            while chunk := list(islice(texts, CHUNK)):
                given.append(pool.submit(_judge, chunk, explained))
                if len(given) >= AHEAD * jobs:
                    yield from given.popleft().result()
            while given:
                yield from given.popleft().result()
        except BrokenProcessPool as error:
            raise Killed("a process that was checking has been ended", "use fewer --jobs if memory is short") from error


@contextmanager
def _pool(bank: Path | None, jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Start the processes, and end them when they are no longer needed, whatever happened."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _open, (bank,))
    try:
        with _deaf():
            for _ in range(jobs):  # each call starts a process while none is idle
                pool.submit(int)
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Have the processes that are started meanwhile not hear Ctrl-C: this one does, and ends them."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not the main thread, which alone hears it
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_checker: Checker | None = None  # of a process that does nothing but check


def _open(bank: Path | None) -> None:
    global _checker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from nkquiz.bank.kept import cache_folder
    from nkquiz.check import cache

    _checker = cache.open_checker(bank, cache_folder())


def _judge(texts: list[str], explained: bool) -> list[Judged]:
    assert _checker is not None
    return list(_in_turn(texts, _checker, explained))
