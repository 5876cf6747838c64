"""One table of attacks against every output: what a bank, a roster, a statement or a name says never acts."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import SMALL_BANK
from lxml import etree
from markdown_it import MarkdownIt
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, NameObject
from typer.testing import CliRunner

from nkquiz.bank.loader import parse_bank
from nkquiz.cli import app
from nkquiz.errors import InputError

ATTACKS = {
    "rich": "[bold red]x[/] [link=http://e.org]y[/link] :boom: [/]",
    "ansi": "\x1b[31mred\x1b[2J\x9b1m\x08\x08",
    "osc": "\x1b]0;title\x07 \x1b]8;;http://e.org\x1b\\l\x1b]8;;\x1b\\ \x1b]52;c;eA==\x07",
    "bidi": "\u202eevil\u2066x\u2069 \u200f\u061c",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\' onclick=\'alert(1)',
    "svg": "<svg/onload=alert(1)><style>*{display:none}</style></textarea></title></style><!--",
    "xml": "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>&x;<![CDATA[",
    "formula =": "=HYPERLINK(1)",
    "formula +": "+cmd|' /C calc'!A0",
    "formula -": "-1+2",
    "formula @": "@SUM(1+1)",
    "formula tab": "\t=1+1",
    "formula wide": "＝1+1",
    "csv": 'a","b\r\n=1+1;"c',
    "gift": "{T} }~%100%x =y #z // ::a:: $CATEGORY: top\\n\n\n{F}",
    "markdown": "# h\n\n- [x](javascript:alert(1)) ![y](http://e.org/p.png) `c` **b** | | <b>z</b>\n\n---",
    "path": "../../../etc/passwd",
    "device": "con.txt",
    "lines": "a\u2028b\u2029c\x85d\x0be\x0cf\x1eg",
    "template": "{{7*7}} ${7*7} <%= 7*7 %> $$x$$ \\(y\\)",
}
# Most outputs meet several at once; where the beginning of a cell counts, each formula by itself.
TOGETHER = (
    ("rich", "ansi", "osc", "bidi", "lines"),
    ("script", "attribute", "svg", "xml", "template"),
    ("markdown", "gift", "csv", "path", "device"),
)
ALONE = tuple((name,) for name in ATTACKS if name.startswith("formula"))
FIRST = "The library of Brill opened a reading room in June."

Judge = Callable[[bytes, bytes], None]  # of what was written with an attack, and without


def no_controls(data: bytes, _: bytes) -> None:
    """Nothing that a terminal acts upon, and nothing that turns its text around."""
    bad = {c for c in data.decode() if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\n"}
    assert not bad, sorted(map(ascii, bad))


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in [*attrs, ("", "")]:
            self.found.add(f"{tag} {name}")
            assert "javascript:" not in (value or "").lower()

    def handle_comment(self, data: str) -> None:
        self.found.add("<!--")


def same_tags(data: bytes, harmless: bytes) -> None:
    """No tag or attribute stands in the page that has no place in such pages."""
    more = _Tags(data.decode()).found - _Tags(harmless.decode()).found
    assert more <= {"mark class", "mark ", "b ", "em "}, more
    assert not {c for c in data.decode() if c in "\x1b\x9b\x07\x08\u202e\u2066"}


def no_formula(data: bytes, harmless: bytes) -> None:
    """As many columns in each row as without the attack, and no cell that a spreadsheet takes for a formula."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    before = list(csv.reader(io.StringIO(harmless.decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows} <= {len(row) for row in before}
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝＋－＠")) and not _is_number(cell)]
    assert not {c for cell in cells for c in cell if c in "\x1b\x9b\x07\x08\u202e\u2066"}


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def is_json(data: bytes, _: bytes) -> None:
    json.loads(data)


def is_json_lines(data: bytes, _: bytes) -> None:
    """Each line is JSON, for whatever a program takes for the end of a line."""
    for line in data.decode().splitlines():
        json.loads(line)


def is_xml(data: bytes, harmless: bytes) -> None:
    found = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    tags = {e.tag for e in found.iter()}
    assert tags <= {e.tag for e in etree.fromstring(harmless).iter()} | {"tag", "tags"}, tags


def is_json_unseen(data: bytes, _: bytes) -> None:
    """JSON that may be shown on a terminal as it is."""
    json.loads(data)
    no_controls(data, b"")


def is_bank(data: bytes, harmless: bytes) -> None:
    """A bank that loads, with as many claims and drafts as without the attack."""
    no_controls(data, b"")
    banks = [parse_bank(each) for each in (data, harmless)]
    one, other = (bank for bank, _ in banks)
    assert one, banks[0]
    assert other
    assert len(one.claims) + len(one.drafts) >= len(other.claims) + len(other.drafts)


def still_pdf(data: bytes, harmless: bytes) -> None:
    """No key stands in any object that has no place in such documents, and no operator on any page that draws anything
    but text, lines and boxes: nothing that opens, links, runs or is filled in."""
    allowed = _pdf_parts(harmless)[0] | {"/ActualText"}
    keys, operators, names = _pdf_parts(data)
    assert keys <= allowed, keys - allowed
    acting = set("/JavaScript /JS /AA /Annots /A /URI /Launch /EmbeddedFiles /AcroForm /F".split())
    assert not keys & acting, keys & acting
    assert operators <= _DRAWING, operators - _DRAWING
    assert not names - _pdf_parts(harmless)[2], names
    opened = PdfReader(io.BytesIO(data))
    assert isinstance(opened.root_object["/OpenAction"], ArrayObject)  # where it is to be opened, not what to do
    title = opened.metadata
    assert title
    no_controls((title.title or "").encode(), b"")


_DRAWING = {
    b"BT",
    b"ET",
    b"Td",
    b"Tf",
    b"Tj",
    b"TJ",
    b"Tm",
    b"Ts",
    b"m",
    b"l",
    b"c",
    b"S",
    b"s",
    b"re",
    b"w",
    b"q",
    b"Q",
    b"J",
}


def _pdf_parts(data: bytes) -> tuple[set[str], set[bytes], set[str]]:
    """Return the keys of all dictionaries of a PDF, the operators of its pages, and the types of its objects."""
    reader = PdfReader(io.BytesIO(data), strict=True)
    keys: set[str] = set()
    names: set[str] = set()
    waiting: list[object] = [reader.trailer]
    seen = set()
    while waiting:
        each = waiting.pop()
        if isinstance(each, IndirectObject):
            if each.idnum in seen:
                continue
            seen.add(each.idnum)
            each = each.get_object()
        if isinstance(each, DictionaryObject):
            keys |= set(each)
            waiting += each.values()
            names |= {
                str(each.get(key)) for key in ("/Type", "/Subtype", "/S") if isinstance(each.get(key), NameObject)
            }
        elif isinstance(each, ArrayObject):
            waiting += each
    operators = {
        operator for page in reader.pages for _, operator in ContentStream(page.get_contents(), reader).operations
    }
    return keys, operators, names


def still_word(data: bytes, harmless: bytes) -> None:
    """No part, element or relation stands in the document that has no place in such ones: no link, field or macro."""
    is_package(data, harmless)
    before, after = (_word_parts(each) for each in (harmless, data))
    assert after <= before | {"tab", "noBreakHyphen"}, after - before


def _word_parts(data: bytes) -> set[str]:
    found = set()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            for element in etree.fromstring(package.read(name)).iter():
                if isinstance(element.tag, str):
                    found.add(etree.QName(element).localname)
                    assert element.get("TargetMode") != "External", element.attrib
                    if name.endswith(".rels"):
                        found.add(str(element.get("Type")))
                    if "instr" in element.tag:
                        found.add(f"field {element.text}")
    return found


def still_cards(data: bytes, harmless: bytes) -> None:
    """As many notes as without the attack, in whose fields are no more tags than in such."""
    after, before = _notes(data), _notes(harmless)
    assert len(after) == len(before)
    assert {fields.count("\x1f") for fields, _ in after} == {fields.count("\x1f") for fields, _ in before}
    same_tags("\n".join(fields for fields, _ in after).encode(), "\n".join(fields for fields, _ in before).encode())
    assert {len(tags.split()) for _, tags in after} == {len(tags.split()) for _, tags in before}
    assert "{{" not in "".join(fields for fields, _ in after), "a field of a template, or a cloze"
    assert not re.search(r"\[sound:|\[latex|\[\$", "".join(fields for fields, _ in after))


def _notes(data: bytes) -> list[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package, closing(sqlite3.connect(":memory:")) as db:
        assert package.namelist() == ["collection.anki2", "media"]
        assert package.read("media") == b"{}"
        db.deserialize(package.read("collection.anki2"))
        return db.execute("select flds, tags from notes").fetchall()


def is_package(data: bytes, harmless: bytes) -> None:
    """Every part of the package is sound XML, has a name inside it, and no sheet has a formula or a link."""
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(io.BytesIO(harmless)) as before:
        assert len(package.namelist()) == len(before.namelist())
        for name in package.namelist():
            assert ".." not in name
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(package.read(name))
                tags = {etree.QName(e).localname for e in root.iter() if isinstance(e.tag, str)}
                assert name.startswith("word") or not tags & {"f", "hyperlink"}, name


def harmless_markdown(data: bytes, harmless: bytes) -> None:
    """Rendered by what lets HTML through, it has no tag, link or picture that it has not without the attack."""
    render = MarkdownIt("commonmark", {"html": True}).enable("table").render
    same_tags(render(data.decode()).encode(), render(harmless.decode()).encode())


def same_questions(data: bytes, harmless: bytes) -> None:
    """Moodle finds as many questions in it as without the attack."""
    from nkquiz.imports import gift

    def count(text: bytes) -> int:
        found = gift.read(text, "x.gift")
        return len({item.line for item in found.found}) + len(found.left_out)

    assert count(data) == count(harmless)


def lines_as_before(data: bytes, harmless: bytes) -> None:
    """A card a line, with one tab."""
    rows = data.decode().rstrip("\n").split("\n")
    assert len(rows) == len(harmless.decode().rstrip("\n").split("\n"))
    assert {row.count("\t") for row in rows} == {row.count("\t") for row in harmless.decode().rstrip("\n").split("\n")}


PAPER = "paper --bank B --roster R --seed 3 -n 5 --title T --output P --format "
SUFFIXES = {"html": ".html", "markdown": ".md", "docx": ".docx", "pdf": ".pdf"}
# command -> its judge. B is the bank, S a statement, F a file of statements, D a document, R a roster, C cards, T a
# title, O the file to be written, P the papers; after a bar, which of them is judged.
OUTPUTS: dict[str, tuple[str, Judge]] = {
    "check text": ("check --bank B -- S", no_controls),
    "check explain": ("check --bank B --explain -- S", no_controls),
    "check json": ("check --bank B --format json -- S", is_json_unseen),
    "check jsonl": ("check --bank B --format jsonl --file F", is_json_lines),
    "check csv": ("check --bank B --format csv -- S", no_formula),
    "check html": ("check --bank B --format html -- S", same_tags),
    "check html of a document": ("check --bank B --format html --file D", same_tags),
    "check claimreview": ("check --bank B --format claimreview -- S", is_json_unseen),
    "bank show": ("bank show reading-room --bank B", no_controls),
    "bank claims": ("bank claims --bank B", no_controls),
    "bank lint": ("bank lint --bank B", no_controls),
    "bank questions": ("bank questions --bank B", no_controls),
    "bank test": ("bank test --bank B", no_controls),
    "play": ("play --bank B --new --seed 3 -n 6", no_controls),
    "drill": ("drill --bank B --roster R --new --seed 3 -n 3", no_controls),
    "drill report": ("drill report --bank B", no_controls),
    "drill report csv": ("drill report --bank B --format csv", no_formula),
    "drill report html": ("drill report --bank B --format html", same_tags),
    "drill report xlsx": ("drill report --bank B --format xlsx --output O", is_package),
    "drill list": ("drill list", no_controls),
    "due": ("due --bank B", no_controls),
    "stats": ("stats --bank B", no_controls),
    "stats csv": ("stats --bank B --format csv", no_formula),
    "paper html": (PAPER + "html", same_tags),
    "keys html": (PAPER + "html | keys", same_tags),
    "paper markdown": (PAPER + "markdown", harmless_markdown),
    "keys markdown": (PAPER + "markdown | keys", harmless_markdown),
    "paper docx": (PAPER + "docx", still_word),
    "keys docx": (PAPER + "docx | keys", still_word),
    "paper pdf": (PAPER + "pdf", still_pdf),
    "keys pdf": (PAPER + "pdf | keys", still_pdf),
    "table of answers": (PAPER + "html | answers", no_formula),
    "paper file": (PAPER + "html | paper", is_json),
    "gradebook canvas": ("drill gradebook --for canvas --title week", no_formula),
    "gradebook moodle": ("drill gradebook --for moodle --title week", no_formula),
    "progress export": ("progress export --bank B", is_json_unseen),
    "due csv": ("due --bank B --format csv", no_formula),
    "bank new": ("bank new D --output O", is_bank),
    "bank import": ("bank import C --output O", is_bank),
    "bank edit": ("bank edit reading-room --bank B", no_controls),
    "bank suggest": ("bank suggest reading-room --bank B", no_controls),
    "bank stats": ("bank stats --bank B", no_controls),
    "bank verify": ("bank verify --bank B --source D", no_controls),
    "bank add": ("bank add B --name x --force", no_controls),
    "bank list": ("bank list", no_controls),
    "export anki": ("export anki --bank B --title T --output O", still_cards),
    "export anki-text": ("export anki-text --bank B --title T", lines_as_before),
    "export csv": ("export csv --bank B --title T", no_formula),
    "export json": ("export json --bank B --title T", is_json_unseen),
    "export gift": ("export gift --bank B --title T", same_questions),
    "export moodle": ("export moodle --bank B --title T", is_xml),
    "export qti": ("export qti --bank B --title T --output O", is_package),
    "export kahoot": ("export kahoot --bank B --title T --output O", is_package),
    "export flashcards": ("export flashcards --bank B --title T", harmless_markdown),
    "export quizlet": ("export quizlet --bank B --title T", lines_as_before),
}


# What needs something in the data folder, and what brings it there.
NEEDS = {
    "drill report": "drill",
    "drill gradebook": "drill",
    "drill list": "drill",
    "bank list": "bank add",
} | dict.fromkeys(("due", "stats", "progress export"), "play")
KEEPING = ("play", "drill", "due", "stats", "progress", "bank add", "bank list")
ANSWERS = "y\n" + "1\n2\n30000\ne\n1\n" * 6
TYPED = {"bank edit reading-room --bank B": "?\nf\n9\nc\ntopic x\nq\n"}  # and nothing of it changes the bank


def hostile(attack: str) -> str:
    """Return the small bank with an attack in every text that is shown."""
    text = SMALL_BANK
    for old in ("A Room to Read", "Jo Berg", "The opening", "The money", FIRST, "It was June.", "The town's website."):
        text = text.replace(f": {old}", f": {json.dumps(attack + ' ' + old)}", 1)
    for key, old in (
        ("ask", "What did the room cost?"),
        ("key", "30,000 crowns"),
        ("quote", "Nobody had asked for one"),
    ):
        text = text.replace(f"{key}: {old}", f"{key}: {json.dumps(attack + ' ' + old)}", 1)
    for old in ("13,000 crowns", "300,000 crowns", "The room cost 30,000 dollars."):
        text = text.replace(f'"{old}"', json.dumps(f"{attack} {old}"), 2)
    return text


class Place:
    """A folder with the bank, the roster and the texts of one attack, and what each command writes there."""

    def __init__(self, folder: Path, attack: str) -> None:
        self.folder, self.attack = folder, attack
        folder.mkdir()
        write = {"b.yaml": hostile(attack), "s.txt": f"{attack} {FIRST}\nIt cost 3 crowns.\n".replace("\0", "")}
        # A roster with control characters is refused.
        name = "".join(c for c in attack if unicodedata.category(c)[0] != "C" and c not in "\u2028\u2029")
        cells = [[name + " Ann", "1"], ["Bo " + name, "2"]]
        table = io.StringIO(newline="")
        csv.writer(table).writerows([["name", "id"], *cells])
        cards = io.StringIO(newline="")
        csv.writer(cards).writerows([["question", "answer"], ["When?", f"{name} June"], [f"{name} Who?", "Ana"]])
        files = {"d.md": f"# {attack}\n\n{FIRST} {attack}\n", "r.csv": table.getvalue(), "c.csv": cards.getvalue()}
        for name, text in {**write, **files}.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
        self._ran: set[str] = set()

    def written(self, command: str) -> bytes:
        for after, first in NEEDS.items():
            if command.startswith(after) and first not in self._ran:
                self.written(OUTPUTS[first][0])
                self._ran.add(first)
        line, _, judged = command.partition(" | ")
        stands = {"B": "b.yaml", "F": "s.txt", "D": "d.md", "R": "r.csv", "C": "c.csv", "O": "out", "P": "papers"}
        given = [str(self.folder / stands[each]) if each in stands else each for each in line.split()]
        given = [{"S": f"{self.attack} {FIRST}", "T": f"{self.attack} title"}.get(each, each) for each in given]
        given += ["--data", str(self.folder / "data")] if line.startswith(KEEPING) else []
        given += ["--force"] if {"--output"} & set(given) else []
        done = CliRunner().invoke(app, given, input=TYPED.get(line, ANSWERS), env={"COLUMNS": "100"})
        error = done.exception
        assert error is None or isinstance(error, SystemExit), repr(error)
        no_controls(done.stderr_bytes, b"")
        if "O" in line.split():
            no_controls(done.stdout_bytes, b"")
            return (self.folder / "out").read_bytes()
        if "P" in line.split():
            no_controls(done.stdout_bytes, b"")
            suffix = {"answers": ".csv", "paper": ".json"}.get(judged, SUFFIXES[given[given.index("--format") + 1]])
            return (self.folder / f"papers.{judged or 'students'}{suffix}").read_bytes()
        return done.stdout_bytes


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], Place]:
    folder = tmp_path_factory.mktemp("attacks")
    made = {names: Place(folder / names[0], " ".join(ATTACKS[name] for name in names)) for names in (*TOGETHER, *ALONE)}
    return {(): Place(folder / "harmless", "x"), **made}


@pytest.mark.parametrize("output", OUTPUTS)
def test_nothing_acts(output: str, places: dict[tuple[str, ...], Place]):
    """No attack changes what an output is made of, or brings anything into it that acts."""
    command, judge = OUTPUTS[output]
    before = places[()].written(command)
    for names in (*TOGETHER, *(ALONE if judge is no_formula else ALONE[:1] if judge is is_package else ())):
        try:
            judge(places[names].written(command), before)
        except Exception as error:
            raise AssertionError(f"{names}: {error!r}") from error


@pytest.mark.parametrize("attack", ATTACKS)
def test_messages(attack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Nor do the messages about what can't be read, with an attack in every argument and name."""
    from nkquiz.cli import main

    text = ATTACKS[attack]
    monkeypatch.chdir(tmp_path)
    for given in (
        ["bank", "show", text],
        ["bank", "use", text],
        ["check", "--bank", text, "x"],
        ["check", "--file", text],
        ["check", "--format", text, "x"],
        [text],
        ["play", "--type", text],
        ["play", "--topic", text],
        ["mark", text],
        ["bank", "new", text],
        ["export", text],
        ["drill", "report", text],
    ):
        monkeypatch.setattr("sys.argv", ["nkquiz", *given])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        assert left.value.code == 2, given
        no_controls((out + err).encode(errors="replace"), b"")


NAMES_OF_FILES = (
    *("../x", "..", ".", "/x", "a/b", "a\\b", "a:b"),
    *("con", "CON.txt", "nul", "com1", "lpt9.x", "com¹", "LPT³.y"),
    *("x.", "x. ", " x", "-x", "x" * 65, "\x1b]0;t\x07", "\u202ex", "a\nb"),
)


@pytest.mark.parametrize("name", NAMES_OF_FILES, ids=ascii)
def test_names_of_copies(name: str, small_file: Path, tmp_path: Path):
    """No copy of a bank is called what leads elsewhere, names a device, or loses its end on some system."""
    before = sorted(tmp_path.rglob("*"))
    given = ["bank", "add", str(small_file), "--copy", "--data", str(tmp_path / "in" / "data"), f"--name={name}"]
    error = CliRunner().invoke(app, given).exception
    assert isinstance(error, InputError)
    assert "can't be a name" in error.message
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("command", ["drill --new -n 2 --seed 1", "paper -n 3 --format html --output papers"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_rosters(attack: str, command: str, small_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A name on a roster is taken, or refused with the line; either way nothing acts, and no file is called by it."""
    monkeypatch.chdir(tmp_path)
    table = io.StringIO(newline="")
    csv.writer(table).writerows([["name", "id", "team"], [ATTACKS[attack], "1", ATTACKS[attack]], ["Bo", "2", "x"]])
    Path("r.csv").write_text(table.getvalue(), encoding="utf-8", newline="")
    given = [*command.split(), "--bank", str(small_file), "--roster", "r.csv"]
    done = CliRunner().invoke(app, given, input=ANSWERS)
    no_controls(done.stdout_bytes + done.stderr_bytes, b"")
    if isinstance(done.exception, InputError):
        assert re.match(r"r\.csv:\d+: a control character, U\+[0-9A-F]{4}, in '[^\x00-\x1f]*'", done.exception.message)
        no_controls(done.exception.message.encode(), b"")
    else:
        assert done.exit_code == 0, done.output
    ours = {"papers.students.html", "papers.keys.html", "papers.paper.json", "papers.answers.csv", "r.csv"}
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} <= ours | {small_file.name}
