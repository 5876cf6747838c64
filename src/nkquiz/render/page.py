"""The head of every page of HTML that is written: nothing from elsewhere is loaded, and no script runs."""

from __future__ import annotations

_HEAD = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{more}<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="nkquiz">
<title>{title}</title>
<style>
{style}</style>
</head>
"""


def head(title: str, style: str, more: str = "") -> str:
    """Return a page up to its body. `title` is escaped already; `style` and the lines `more` of the head are ours."""
    return _HEAD.format(title=title, style=style, more=more)
