"""Charts as SVG within a page: bars told apart by a pattern as well as by colour, each with its numbers beside it."""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.render.formats.html import text

# The patterns of all charts of a page. It is drawn nowhere, but must not be hidden, or nothing could refer to it.
PATTERNS = """\
<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect class="under" width="6" height="6"/><line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern>
</defs></svg>"""

_BAR, _HIGH = 120, 12
_LEFT, _TOP, _WIDE, _TALL, _STEP = 46, 42, 580, 190, 58  # the word at the top stands clear of a bar's number


def bar(share: float, kind: str = "right") -> str:
    """Return a bar that is filled to `share`, 0 to 1. Its number stands beside it, so readers of screens pass it over.

    `kind` is how it is filled: right, or wrong, which is hatched.
    """
    width = round(_BAR * min(1.0, max(0.0, share)), 1)
    return (
        f'<svg class="bar" width="{_BAR}" height="{_HIGH}" viewBox="0 0 {_BAR} {_HIGH}" aria-hidden="true" '
        f'focusable="false"><rect class="track" x="0.5" y="0.5" width="{_BAR - 1}" height="{_HIGH - 1}"/>'
        f'<rect class="{kind}" width="{width:g}" height="{_HIGH}"/></svg>'
    )


def distribution(bins: Sequence[int]) -> str:
    """Return a chart of how many students had which share right, by tenths."""
    most = max(bins)
    step = -(-most // 4) or 1
    ceiling = step * -(-most // step)
    labels = [f"{n * 10} to {n * 10 + 9}" for n in range(len(bins) - 1)] + ["90 to 100"]
    told = "; ".join(f"{label} percent: {count}" for label, count in zip(labels, bins, strict=True) if count)
    bottom = _TOP + _TALL
    parts = [
        f'<svg class="chart" viewBox="0 0 {_LEFT + _WIDE + 10} {bottom + 62}" role="img" '
        'aria-labelledby="spread-title spread-desc">',
        '<title id="spread-title">How many students had which share right</title>',
        f'<desc id="spread-desc">{text(told)}</desc>',
    ]
    for count in range(0, ceiling + 1, step):
        y = round(bottom - _TALL * count / ceiling, 1)
        parts.append(f'<line class="grid" x1="{_LEFT}" y1="{y:g}" x2="{_LEFT + _WIDE}" y2="{y:g}"/>')
        parts.append(f'<text class="axis end" x="{_LEFT - 8}" y="{y + 4:g}">{count}</text>')
    for place, count in enumerate(bins):
        x = _LEFT + place * _STEP + 5
        height = round(_TALL * count / ceiling, 1)
        middle = x + (_STEP - 10) / 2
        if count:
            parts.append(
                f'<rect class="right" x="{x}" y="{bottom - height:g}" width="{_STEP - 10}" height="{height:g}"/>'
                f'<text class="count" x="{middle:g}" y="{bottom - height - 6:g}">{count}</text>'
            )
        low, high = place * 10, 100 if place == len(bins) - 1 else place * 10 + 9
        parts.append(f'<text class="axis" x="{middle:g}" y="{bottom + 18}">{low}–{high}</text>')
    parts.append(f'<line class="base" x1="{_LEFT}" y1="{bottom}" x2="{_LEFT + _WIDE}" y2="{bottom}"/>')
    parts.append(f'<text class="axis" x="{_LEFT + _WIDE / 2:g}" y="{bottom + 44}">right, in percent</text>')
    parts.append(f'<text class="axis start" x="{_LEFT}" y="14">students</text></svg>')
    return "".join(parts)
