"""JSON lines: one report a line, in order."""

from __future__ import annotations

from typing import TextIO

from nkquiz.model import Bank, Checked
from nkquiz.render.data import item_data, to_json


def write(checked: Checked, bank: Bank, stream: TextIO) -> None:
    """Write one object a line."""
    del bank
    for item in checked.items:
        print(to_json(item_data(item)), file=stream)
