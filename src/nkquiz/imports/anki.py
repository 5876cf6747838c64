"""Anki's decks: a zip file with an SQLite database, which newer versions compress with zstd.

Notes of two fields (Basic, and its reversed kinds) become cards, notes with gaps (Cloze) become questions, and so do
those that `nkquiz export anki` writes. All others, and whatever has a picture or a sound, are left out.
"""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
import zlib

from nkquiz.errors import InputError
from nkquiz.imports.anki_database import Note, notes
from nkquiz.imports.found import BLANK, Found, Imported, Misfit, Stem, card, to_choose, to_type
from nkquiz.imports.html import plain_text
from nkquiz.imports.reading import MAX_PACKAGE
from nkquiz.model import Lure, Problem, WrittenQuestion
from nkquiz.text import one_line

_DATABASES = ("collection.anki21b", "collection.anki21", "collection.anki2")  # the first that is there: newest first
_CLOZE = re.compile(r"\{\{c(\d{1,3})::((?:(?!\{\{|\}\}).)*?)(?:::((?:(?!\{\{|\}\}).)*?))?\}\}", re.DOTALL)
_SOUND = re.compile(r"\[sound:[^\]]*\]")
_LETTERED = re.compile(r"([A-Z])\. (.+)")


def read(data: bytes, name: str) -> Imported:
    """Return a claim for each note. What is left out is known by its number in the deck.

    Raises:
        InputError: it is no package of Anki, damaged, too large, or needs a library that is not installed.
    """
    found: list[Found] = []
    left_out: list[Problem] = []
    try:
        all_notes = list(notes(_database(data, name)))
    except (sqlite3.Error, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"{name}: its database cannot be read: {error}", "export the deck from Anki again") from error
    for number, note in enumerate(all_notes, 1):
        try:
            found += _claims(note)
        except Misfit as misfit:
            shown = one_line(re.sub(r"<[^>]*>", " ", note.fields[0] if note.fields else ""))[:40]
            left_out.append(Problem(0, f"note {number} '{shown}' ({one_line(note.kind)[:40]}) {misfit}: left out"))
    return Imported(tuple(found), tuple(left_out))


def _database(data: bytes, name: str) -> bytes:
    """Return the SQLite database of a package."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            member = next((each for each in _DATABASES if each in names), None)
            if member is None:
                raise InputError(f"{name}: it holds no deck of Anki", "export it from Anki as .apkg")
            with package.open(member) as file:
                found = file.read(MAX_PACKAGE + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise InputError(f"{name}: no package of Anki, or a damaged one: {error}", "export the deck again") from error
    if member == _DATABASES[0]:
        found = _unpacked(found, name)
    if len(found) > MAX_PACKAGE:
        raise InputError(f"{name}: its database has more than {MAX_PACKAGE // 2**20} MB", "export a smaller deck")
    return found


def _unpacked(data: bytes, name: str) -> bytes:
    try:
        from compression import zstd  # type: ignore[import-not-found, unused-ignore]  # from Python 3.14 on
    except ImportError:
        try:
            from backports import zstd  # type: ignore[no-redef, unused-ignore]
        except ImportError as error:
            message = f"cannot read {name}: it is in Anki's newer format, and backports.zstd is not installed"
            hint = "python -m pip install 'nkquiz[anki]', or export it with \"Support older Anki versions\""
            raise InputError(message, hint) from error
    try:
        found: bytes = zstd.ZstdDecompressor().decompress(data, max_length=MAX_PACKAGE + 1)
    except (zstd.ZstdError, EOFError) as error:
        raise InputError(f"{name}: its database is damaged: {error}", "export the deck again") from error
    return found


def _claims(note: Note) -> list[Found]:
    if any(_SOUND.search(text) for text in note.fields):
        raise Misfit("has a sound")
    if _CLOZE.search(note.fields[0]):
        return [_gaps(note)]
    if note.names[:4] == ("Question", "Options", "Answer", "Grounds"):
        return [_ours(note)]
    texts = [plain_text(text) for text in note.fields]
    if len(texts) < 2 or not one_line(texts[1]):
        raise Misfit("has one field only")
    if more := [name for name, text in list(zip(note.names, texts, strict=False))[2:] if one_line(text)]:
        raise Misfit(f"has more than two fields: {one_line(', '.join(more))[:60]}")
    return [card(texts[0], texts[1], 0, note.deck, both=note.cards > 1)]


def _gaps(note: Note) -> Found:
    """Return the text as a claim with a question for each gap that stands there once."""
    text = note.fields[0]
    gaps = list(_CLOZE.finditer(text))
    whole = one_line(plain_text(_CLOZE.sub(lambda gap: gap[2], text)))
    if "{{c" in whole:
        raise Misfit("has gaps within gaps")
    extra = one_line(plain_text(" ".join(note.fields[1:])))
    questions = []
    for number in dict.fromkeys(gap[1] for gap in gaps):
        mine = [gap for gap in gaps if gap[1] == number]
        answers = {one_line(plain_text(gap[2])) for gap in mine}
        if len(answers) > 1 or not all(answers):
            raise Misfit("asks for several things at once")
        hint = f" ({mine[0][3]})" if mine[0][3] else ""
        asked = _CLOZE.sub(lambda gap, n=number, h=hint: BLANK + h if gap[1] == n else gap[2], text)  # type: ignore[misc]
        questions.append(WrittenQuestion(one_line(plain_text(asked)), answers.pop(), why=extra))
    return Found(whole, tuple(questions), 0, whole, one_line(note.deck))


def _ours(note: Note) -> Found:
    """Return a question that nkquiz has exported: lines of what is asked, options with letters, the answer, grounds."""
    asked, offered, answer, grounds = (plain_text(text).split("\n") for text in note.fields[:4])
    stem = Stem(" ".join(line for line in asked if not line.startswith("Asked for: ")), topic=note.deck)
    options = {line[1]: line[2] for text in offered if (line := _LETTERED.fullmatch(text))}
    if not options:
        also = [each for line in answer[1:] if line.startswith("Also right: ") for each in line[12:].split("; ")]
        return to_type(stem, (answer[0], *also))
    right = _LETTERED.fullmatch(answer[0])
    if right is None or len(options) != len([line for line in offered if line]):
        raise Misfit("is to be put in order or together")
    whys = {line[4]: line[7:] for line in grounds if re.match(r"Not [A-Z]: ", line)}
    lures = [Lure(text, whys.get(letter, "")) for letter, text in options.items() if letter != right[1]]
    return to_choose(stem, right[2], lures)
