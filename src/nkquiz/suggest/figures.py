"""Which numbers people mistake one for: digits exchanged, a digit beside, another round number. Half of it and double
come last."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nkquiz.quiz.order import shuffled

_NEAR = (0.4, 2.5)  # how far away a number may be, in times
_SMALL = 12  # up to here numbers are counted rather than estimated
_STEPS = (-3, -2, -1, 1, 2, 3)
_TIMES = (0.6, 0.7, 0.75, 1.25, 1.3, 1.4)  # people's estimates, rounded as the number itself is


def figures(value: float, *seed: object) -> list[float]:
    """Return other numbers with no more digits than `value` has, one of each kind in turn, in an order that depends on
    the seed."""
    kinds = [_beside(value)] if _is_small(value) else [_digits_exchanged(value), _beside(value), _estimated(value)]
    mixed = shuffled([shuffled(dict.fromkeys(kind), repr, *seed) for kind in kinds], repr, *seed, "kinds")
    found = [kind[n] for n in range(max(map(len, mixed))) for kind in mixed if n < len(kind)]
    last = (value * 2, value / 2)
    near = (other for other in found if _NEAR[0] <= other / value <= _NEAR[1])
    return [*(other for other in dict.fromkeys(near) if other not in (value, *last)), *last]


def _is_small(value: float) -> bool:
    return value <= _SMALL and value == int(value)


def _digits_exchanged(value: float) -> Iterator[float]:
    """Yield the number with two neighbouring digits exchanged: 42 for 24, 2,900 for 9,200."""
    digits, scale = _digits(value)
    for at in range(len(digits) - 1):
        swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        if swapped[0] != "0":
            yield _number(int(swapped), scale)


def _beside(value: float) -> Iterator[float]:
    """Yield the number with its last digit that matters a little higher or lower, or, of several digits, the first."""
    if _is_small(value):
        yield from (value + step for step in _STEPS)
        return
    digits, scale = _digits(value)
    for step in _STEPS:
        if len(digits) == 1 or abs(step) > 1:  # 25 is too near to 24 to be a mistake
            yield _number(int(digits) + step, scale)
        if len(digits) > 1 and 0 < int(digits[0]) + step < 10:
            yield _number(int(digits) + step * 10 ** (len(digits) - 1), scale)


def _estimated(value: float) -> Iterator[float]:
    digits, scale = _digits(value)
    for times in _TIMES:
        yield _number(round(int(digits) * times), scale)


def _digits(value: float) -> tuple[str, int]:
    """Return the digits of a number that matter, and the power of ten that they are multiplied by: 24 and 3 of
    24,000."""
    number = Decimal(repr(value)).normalize().as_tuple()
    return "".join(map(str, number.digits)), int(number.exponent)


def _number(digits: int, scale: int) -> float:
    return float(Decimal(max(digits, 0)).scaleb(scale))
