"""Files that were made elsewhere: their encoding, and which format they have."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from nkquiz.errors import InputError
from nkquiz.imports import SOURCES

MAX_BYTES = 64 * 1024 * 1024
MAX_PACKAGE = 256 * 1024 * 1024  # of a package, and of what is unpacked of it
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GIFT = re.compile(r"(?<!\\)\{\s*(?:\}|#|=|~|(?:T|F|TRUE|FALSE)\s*[#}])", re.DOTALL)
_START = 64 * 1024  # characters that are looked at to tell a format


def decode(data: bytes, name: str) -> str:
    """Return the text of a file: UTF-8, or what its byte order mark says. Line ends become line feeds.

    Raises:
        InputError: it is too long, in another encoding, or no text.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} has more than {MAX_BYTES // 2**20} MB", "split it")
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "save it as UTF-8 (in Excel: CSV UTF-8)"
        raise InputError(f"{name}:{line}: the file is not {encoding.upper().removesuffix('-SIG')}", hint) from error
    if (nul := text.find("\0")) >= 0:
        raise InputError(f"{name}:{text.count(chr(10), 0, nul) + 1}: a NUL byte: this is no text file", _ASK)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def guess(data: bytes, name: str) -> str:
    """Return the format of a file, by its name and what is in it.

    Raises:
        InputError: neither tells.
    """
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"PK\x03\x04"):
        return "anki"
    for format_, source in SOURCES.items():
        if suffix in source.suffixes:
            return format_
    text = decode(data, name)[:_START]
    if re.match(r"\s*(?:<\?xml|<!--|<quiz)", text):
        return "moodle"
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and 2 * sum("\t" in line for line in lines) > len(lines):
        return "quizlet"
    if _GIFT.search(text):
        return "gift"
    raise InputError(f"{name}: it is not clear which format this is", _ASK)


_ASK = f"say it with --from: {', '.join(SOURCES)}"
