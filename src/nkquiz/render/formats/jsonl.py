"""JSON lines: one report a line, in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from nkquiz.model import Bank, Checked, Item
from nkquiz.render.data import item_data, to_json


def write(checked: Checked, bank: Bank, stream: TextIO) -> None:
    """Write one object a line."""
    write_each(checked.items, bank, stream)


def write_each(items: Iterable[Item], bank: Bank, stream: TextIO) -> None:
    """Write one object a line, each as it comes."""
    del bank
    for item in items:
        stream.write(to_json(item_data(item)) + "\n")
