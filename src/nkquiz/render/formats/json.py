"""One JSON object for a run: the source, for a document its summary, and the reports."""

from __future__ import annotations

from typing import TextIO

from nkquiz.model import Bank, Checked
from nkquiz.render.data import VERSION, document_data, item_data, source_data, to_json


def write(checked: Checked, bank: Bank, stream: TextIO) -> None:
    """Write everything as one object, indented."""
    data = {"version": VERSION, "source": source_data(bank)}
    if checked.document:
        data["document"] = document_data(checked)
    print(to_json(data | {"reports": [item_data(item) for item in checked.items]}, indent=2), file=stream)
