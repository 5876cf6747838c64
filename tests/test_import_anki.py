"""Anki's decks, old and new, and packages that are damaged or meant to do harm."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
import zipfile
from pathlib import Path

import pytest
from test_import_gift import shown

from nkquiz.errors import InputError
from nkquiz.imports.anki import read

genanki = pytest.importorskip("genanki")
BASIC, REVERSED, CLOZE = genanki.BASIC_MODEL, genanki.BASIC_AND_REVERSED_CARD_MODEL, genanki.CLOZE_MODEL


def package(path: Path, *notes: object, deck: str = "Zoo::Cats") -> bytes:
    """Return a deck as Anki's older versions write it."""
    made = genanki.Deck(1 << 30, deck)
    for note in notes:
        made.add_note(note)
    genanki.Package(made).write_to_file(path / "a.apkg")
    return (path / "a.apkg").read_bytes()


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return stream.getvalue()


def database(*statements: str) -> bytes:
    connection = sqlite3.connect(":memory:")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    found = connection.serialize()
    connection.close()
    return found


def old(*notes: tuple[str, ...]) -> bytes:
    """Return the database of a collection in the old form, with one kind of note of four fields."""
    models = {"1": {"name": "Basic", "flds": [{"name": name} for name in ("Front", "Back", "Hint", "Sound")]}}
    statements = [
        "CREATE TABLE col (models text, decks text)",
        f"INSERT INTO col VALUES ('{json.dumps(models)}', '{json.dumps({'2': {'name': 'Zoo'}})}')",
        "CREATE TABLE notes (id integer, mid integer, flds text)",
        "CREATE TABLE cards (id integer, nid integer, did integer)",
    ]
    for number, fields in enumerate(notes):
        statements += [f"INSERT INTO notes VALUES ({number}, 1, '{chr(31).join(fields)}')"]
        statements += [f"INSERT INTO cards VALUES ({number}, {number}, 2)"]
    return database(*statements)


def new(*notes: tuple[str, ...]) -> bytes:
    """Return the database of a collection in the new form, with a collation that only Anki has."""
    connection = sqlite3.connect(":memory:")
    connection.create_collation("unicase", lambda one, two: (one > two) - (one < two))
    connection.executescript(
        """
        CREATE TABLE col (id integer primary key, models text, decks text);
        INSERT INTO col VALUES (1, '', '');
        CREATE TABLE notetypes (id integer primary key, name text COLLATE unicase, config blob);
        INSERT INTO notetypes VALUES (1, 'Basic', x'');
        CREATE TABLE fields (ntid integer, ord integer, name text COLLATE unicase, primary key (ntid, ord));
        INSERT INTO fields VALUES (1, 1, 'Back'), (1, 0, 'Front');
        CREATE TABLE decks (id integer primary key, name text COLLATE unicase);
        CREATE UNIQUE INDEX idx_decks ON decks (name);
        CREATE TABLE notes (id integer primary key, mid integer, flds text);
        CREATE TABLE cards (id integer primary key, nid integer, did integer);
        """
    )
    connection.execute("INSERT INTO decks VALUES (2, ?)", ("Zoo\x1fCats",))
    for number, fields in enumerate(notes, 1):
        connection.execute("INSERT INTO notes VALUES (?, 1, ?)", (number, "\x1f".join(fields)))
        connection.execute("INSERT INTO cards VALUES (?, ?, 2)", (number, number))
    connection.commit()
    found = connection.serialize()
    connection.close()
    return found[:18] + b"\2\2" + found[20:]  # with a write-ahead log, as Anki's own


def test_basic_reversed_and_cloze(tmp_path: Path):
    """Basic notes are asked from front to back, reversed ones both ways, and each gap is a question."""
    data = package(
        tmp_path,
        genanki.Note(BASIC, ["Hund", "<b>dog</b>&nbsp;"]),
        genanki.Note(REVERSED, ["Katze", "cat"]),
        genanki.Note(CLOZE, ["{{c1::Ben}} sat in the {{c2::tub::a vessel}}.", "Page 3."]),
    )
    imported = read(data, "a.apkg")
    assert not imported.left_out
    assert {found.topic for found in imported.found} == {"Cats"}
    assert [(found.text, [shown(question) for question in found.questions]) for found in imported.found] == [
        ("Hund: dog", [["Meaning of: Hund", "dog"]]),
        ("Katze: cat", [["Meaning of: Katze", "cat"], ["Term for: cat", "Katze"]]),
        (
            "Ben sat in the tub.",
            [["____ sat in the tub.", "Ben", "why=Page 3."], ["Ben sat in the ____ (a vessel).", "tub", "why=Page 3."]],
        ),
    ]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (("Hund", ""), "has one field only"),
        (("Hund", "dog", "a pet"), "has more than two fields: Hint"),
        (("Hund [sound:a.mp3]", "dog"), "has a sound"),
        (("<img src=x>", "dog"), "has a picture"),
        (("", "dog"), "has no term"),
        (("{{c1::a {{c2::b}} c}}", ""), "has gaps within gaps"),
        (("{{c1::a}} and {{c1::b}}", ""), "asks for several things at once"),
        (("{{c1::}} and b", ""), "asks for several things at once"),
    ],
)
def test_left_out(fields: tuple[str, ...], why: str):
    """What does not fit is listed by its number, text and kind."""
    imported = read(zipped(collection_anki2=old(("Katze", "cat"), fields)), "a.apkg")
    assert [found.text for found in imported.found] == ["Katze: cat"]
    assert len(imported.left_out) == 1
    assert imported.left_out[0].message.startswith("note 2 '")
    assert imported.left_out[0].message.endswith(f"(Basic) {why}: left out")


def test_newest_collection_wins():
    """A package holds an older collection for older versions of Anki: it tells to update, and is not read."""
    zstd = pytest.importorskip("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    files = {
        "collection_anki2": old(("Please update", "Anki")),
        "collection_anki21b": zstd.compress(new(("Hund", "dog"), ("Katze", "cat"))),
    }
    imported = read(zipped(**files), "a.apkg")
    assert [(found.text, found.topic) for found in imported.found] == [("Hund: dog", "Cats"), ("Katze: cat", "Cats")]


def test_newer_form_without_its_library(monkeypatch: pytest.MonkeyPatch):
    """Without the library that the newer form needs, it says what to install."""
    for name in ("compression", "compression.zstd", "backports", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(InputError) as caught:
        read(zipped(collection_anki21b=b"x"), "a.apkg")
    assert "backports.zstd is not installed" in caught.value.message
    assert "nkquiz[anki]" in caught.value.hint


ENDLESS = (
    "CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) "
    "SELECT id, 1 AS mid, 'a' AS flds FROM n"
)
TABLES = ("CREATE TABLE col (models, decks)", "CREATE TABLE cards (id, nid, did)", "CREATE TABLE notes (id, mid, flds)")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"PK\x03\x04 no zip", id="no zip"),
        pytest.param(zipped(media=b"{}"), id="no collection"),
        pytest.param(zipped(collection_anki2=b"no database at all" * 100), id="no database"),
        pytest.param(zipped(collection_anki2=b""), id="empty database"),
        pytest.param(zipped(collection_anki21b=b"no zstd"), id="no zstd"),
        pytest.param(zipped(collection_anki2=database("CREATE TABLE x (y)")), id="another database"),
        pytest.param(zipped(collection_anki2=database(*TABLES[:2], ENDLESS)), id="an endless view"),
        pytest.param(
            zipped(collection_anki2=database(*TABLES, "INSERT INTO col VALUES ('{', '{}')")), id="settings are no JSON"
        ),
        pytest.param(
            zipped(collection_anki2=database(*TABLES, "INSERT INTO col VALUES ('[]', '[]')")), id="settings are a list"
        ),
        pytest.param(zipped(collection_anki2=old(("a", "b")))[:-40], id="cut off"),
        pytest.param(zipped(collection_anki2=old(("a", "b"))[:5000]), id="database cut off"),
    ],
)
def test_refused(data: bytes):
    """What is no deck, damaged, or endless is refused with the file's name and what to do."""
    with pytest.raises(InputError) as caught:
        read(data, "a.apkg")
    assert caught.value.message.startswith("a.apkg: ")
    assert caught.value.hint


@pytest.mark.parametrize("name", ["collection_anki2", "collection_anki21b"])
def test_bomb(monkeypatch: pytest.MonkeyPatch, name: str):
    """What is unpacked has a limit."""
    zstd = pytest.importorskip("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    monkeypatch.setattr("nkquiz.imports.anki.MAX_PACKAGE", 2**20)
    zeros = bytes(8 * 2**20)
    with pytest.raises(InputError, match="has more than 1 MB"):
        read(zipped(**{name: zstd.compress(zeros) if name.endswith("b") else zeros}), "a.apkg")


@pytest.mark.parametrize("legacy", [False, True])
def test_what_anki_writes_itself(tmp_path: Path, legacy: bool):
    """Both forms that Anki itself exports are read."""
    anki = pytest.importorskip("anki.collection")
    collection = anki.Collection(str(tmp_path / "a.anki2"))
    try:
        note = collection.new_note(collection.models.by_name("Basic"))
        note.fields = ["Hund", "<b>dog</b>"]
        collection.add_note(note, collection.decks.id("Zoo::Cats"))
        options = anki.ExportAnkiPackageOptions(
            with_scheduling=False, with_deck_configs=False, with_media=False, legacy=legacy
        )
        path = str(tmp_path / "a.apkg")
        collection.export_anki_package(out_path=path, options=options, limit=None)
    finally:
        collection.close()
    imported = read((tmp_path / "a.apkg").read_bytes(), "a.apkg")
    assert [(found.text, found.topic) for found in imported.found] == [("Hund: dog", "Cats")]
