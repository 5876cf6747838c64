"""The cache of a bank: the same reports with and without it, and whatever happens to its file is no error."""

import os
import pickle
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import platformdirs
import pytest
from conftest import Run

from nkquiz.bank import kept, load_bank
from nkquiz.bank.items import Damaged
from nkquiz.bank.kept import cache_folder
from nkquiz.check import Checker, cache
from nkquiz.errors import InputError
from nkquiz.model import Bank, Report

STATEMENTS = (
    "The library of Brill opened a reading room in June.",
    "The library of Brill closed its reading room in May.",
    "Lund says the room cost 13,000 crowns, and it opened in June.",
    "The libary opend a raeding room.",
    "Elephants like music.",
    "",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def reports(checker: Checker) -> list[Report]:
    return [checker.check(statement) for statement in STATEMENTS]


def only_file(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def not_again() -> None:
    raise AssertionError("the bank was read again")


def test_same_reports_with_and_without_the_cache(small_file: Path, folder: Path):
    """A report is the same whether the bank was just read, came from the cache, or was never kept."""
    expected = reports(Checker(load_bank(small_file)))
    announced: list[str] = []
    assert reports(cache.open_checker(small_file, folder, lambda: announced.append("read"))) == expected
    assert announced == ["read"]
    again = cache.open_checker(small_file, folder, not_again)
    assert reports(again) == expected
    assert again.bank == load_bank(small_file)
    assert reports(cache.open_checker(small_file, None)) == expected
    assert only_file(folder).name.startswith("check-")


def test_same_reports_on_texts_left_out(small_file: Path, folder: Path):
    """`bank test` leaves out the text that it tests: from the cache too."""
    cache.open_checker(small_file, folder)
    again, fresh = cache.open_checker(small_file, folder, not_again), Checker(load_bank(small_file))
    for claim in fresh.bank.claims:
        for text in (*claim.affirmations, *(variant.text for variant in claim.false_variants)):
            assert again.check(text, without=text) == fresh.check(text, without=text)


@pytest.mark.slow
def test_same_reports_on_the_shipped_bank(shared_cache: Path, bank: Bank):
    """The same of a bank of every sort of claim."""
    cache.open_checker(None, shared_cache)
    again, fresh = cache.open_checker(None, shared_cache, not_again), Checker(bank)
    for claim in bank.claims[::8]:
        for text in (claim.text, *(variant.text for variant in claim.false_variants[:2])):
            assert again.check(text) == fresh.check(text)


def sqlite() -> bytes:
    db = sqlite3.connect(":memory:")
    db.execute("create table other(name text)")
    return db.serialize()


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "text": lambda data: b"no cache\n",
    "another first byte": lambda data: b"N" + data[1:],
    "the first bytes alone": lambda data: data[:16],
    "half of the head": lambda data: data[:200],
    "half": lambda data: data[: len(data) // 2],
    "without its last byte": lambda data: data[:-1],
    "with a byte more": lambda data: data + b"\0",
    "another page size": lambda data: data[:16] + b"\x20" + data[17:],
    "a byte of the head": lambda data: data[:500] + bytes([data[500] ^ 1]) + data[501:],
    "another name": lambda data: data.replace(b"nkquiz items", b"nkquiz idols"),
    "another database": lambda data: sqlite(),
    "zeros": lambda data: bytes(len(data)),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_made_anew(damage: Callable[[bytes], bytes], small_file: Path, folder: Path):
    """A file that was cut off or changed is never an error, and the next process has a good one again."""
    expected = reports(cache.open_checker(small_file, folder))
    path = only_file(folder)
    path.write_bytes(damage(path.read_bytes()))
    assert reports(cache.open_checker(small_file, folder)) == expected
    assert reports(cache.open_checker(small_file, folder, not_again)) == expected


def damage(path: Path, kind: str) -> None:
    """Change a byte in the middle of everything that is kept as `kind`."""
    db = sqlite3.connect(path)
    for id_, data in db.execute("select id, data from item where kind = ?", (kind,)).fetchall():
        middle = len(data) // 2
        changed = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        db.execute("update item set data = ? where id = ?", (changed, id_))
    db.commit()
    db.close()


@pytest.mark.parametrize("kind", ["claim", "keys", "entries", "names", "wording", "read"])
def test_damage_that_shows_late(kind: str, small_file: Path, folder: Path):
    """Damage of what is read on demand shows when it is needed: the bank is read again then, and the file made anew."""
    expected = reports(cache.open_checker(small_file, folder))
    damage(only_file(folder), kind)
    announced: list[str] = []
    checker = cache.open_checker(small_file, folder, lambda: announced.append("read"))
    assert announced == []
    texts = [*STATEMENTS, checker.bank.id]
    assert [checker.check(text) for text in texts[:-1]] == expected
    assert announced == ["read"]
    assert reports(cache.open_checker(small_file, folder, not_again)) == expected


@pytest.mark.parametrize("kind", ["head", "lengths"])
def test_damage_that_shows_at_once(kind: str, small_file: Path, folder: Path):
    """Damage of what every run needs shows when the file is opened."""
    expected = reports(cache.open_checker(small_file, folder))
    damage(only_file(folder), kind)
    announced: list[str] = []
    assert reports(cache.open_checker(small_file, folder, lambda: announced.append("read"))) == expected
    assert announced == ["read"]


def test_a_damaged_claim_that_is_read_elsewhere(small_file: Path, folder: Path):
    """Where the claims themselves are read, there is nothing to go on with: an error that says what to do."""
    cache.open_checker(small_file, folder)
    damage(only_file(folder), "claim")
    checker = cache.open_checker(small_file, folder, not_again)
    with pytest.raises(Damaged, match="is damaged") as caught:
        list(checker.bank.claims)
    assert "once more" in caught.value.hint
    assert not list(folder.iterdir())


def test_claims_on_file_are_like_a_tuple(small_file: Path, folder: Path):
    """They have a length, are indexed, sliced, compared and pickled as the claims of a bank that was just read."""
    cache.open_checker(small_file, folder)
    found, claims = cache.open_checker(small_file, folder, not_again).bank.claims, load_bank(small_file).claims
    assert not isinstance(found, tuple)
    assert (len(found), found[0], found[-1], found[1:3], list(found)) == (
        len(claims),
        claims[0],
        claims[-1],
        claims[1:3],
        list(claims),
    )
    assert found == claims
    assert claims == found
    assert found != claims[1:]
    assert pickle.loads(pickle.dumps(found)) == claims
    assert type(pickle.loads(pickle.dumps(found))) is tuple
    for place in (len(claims), -len(claims) - 1):
        with pytest.raises(IndexError):
            found[place]


class Foreign:
    """Runs code when it is unpickled, unless that is prevented."""

    def __init__(self, call: Callable[..., object], *arguments: object) -> None:
        self.made = call, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.made


def sealed(found: object) -> bytes:
    data = pickle.dumps(found)
    return kept._digest(data) + data


@pytest.mark.parametrize(
    "foreign",
    [
        Foreign(os.system, "touch ran"),
        Foreign(exec, "open('ran', 'w')"),
        Foreign(getattr, "", "join"),
        Foreign(pickle.Unpickler, None),
        Foreign(Path, "ran"),
        Foreign(load_bank),
        Foreign(Checker, None),
    ],
    ids=["a command", "code", "an attribute", "an unpickler", "a path", "a function of ours", "a class that acts"],
)
def test_a_foreign_pickle_is_refused(foreign: Foreign, small_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Only dataclasses and enums of ours, and plain values, come out of a file, however well it is made."""
    monkeypatch.chdir(folder.parent)
    with pytest.raises(pickle.UnpicklingError, match="has no place in a cache"):
        kept.loads(sealed(foreign))
    expected = reports(cache.open_checker(small_file, folder))
    with sqlite3.connect(only_file(folder)) as db:
        db.execute("update item set data = ? where kind in ('head', 'read')", (sealed(foreign),))
    db.close()
    assert reports(cache.open_checker(small_file, folder)) == expected
    assert not Path("ran").exists()


@pytest.mark.parametrize("fault", ["mkdir", "mkstemp", "replace"])
def test_a_folder_that_cannot_be_written_to(
    fault: str, small_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    """Then nothing is kept, and nothing is left behind."""

    def refuse(*arguments: object, **named: object) -> None:
        raise PermissionError(13, "Permission denied")

    home = kept.tempfile if fault == "mkstemp" else Path
    with monkeypatch.context() as patched:
        patched.setattr(home, fault, refuse)
        found = reports(cache.open_checker(small_file, folder))
    assert found == reports(Checker(load_bank(small_file)))
    assert not folder.exists() or not list(folder.iterdir())


def test_a_file_in_the_place_of_the_folder(small_file: Path, folder: Path):
    folder.write_text("not a folder")
    assert reports(cache.open_checker(small_file, folder)) == reports(Checker(load_bank(small_file)))


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_read_only_folder(small_file: Path, folder: Path):
    folder.mkdir(mode=0o500)
    assert reports(cache.open_checker(small_file, folder)) == reports(Checker(load_bank(small_file)))


def test_an_edited_bank_gets_a_new_cache(small_file: Path, folder: Path):
    """What is kept of a bank is never used for another version of it; nor for the same bank elsewhere."""
    cache.open_checker(small_file, folder)
    text = small_file.read_text(encoding="utf-8")
    small_file.write_text(text.replace("30,000 crowns", "40,000 crowns"), encoding="utf-8")
    assert reports(cache.open_checker(small_file, folder)) == reports(Checker(load_bank(small_file)))
    assert len(list(folder.iterdir())) == 2
    small_file.write_text(text, encoding="utf-8")
    assert cache.open_checker(small_file, folder, not_again).bank == load_bank(small_file)
    other = small_file.with_name("other.yaml")
    other.write_text(text, encoding="utf-8")
    assert cache.open_checker(other, folder).bank.path == str(other)


def test_another_program_makes_a_new_cache(small_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Neither another version nor an edited checkout reads what the program before it kept."""
    cache.open_checker(small_file, folder)
    monkeypatch.setattr(kept, "__version__", "99")
    cache.open_checker(small_file, folder)
    monkeypatch.setattr(kept, "_program", lambda: [("check/parts.py", 1, 1)])
    cache.open_checker(small_file, folder)
    assert len(list(folder.iterdir())) == 3


def test_old_files_go(small_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch):
    """At most MAX_KEPT files stay, the newest, of MAX_BYTES in all; what a killed process left goes after a day."""
    monkeypatch.setattr(kept, "MAX_KEPT", 2)
    folder.mkdir()
    for name, age in (("old.part", 2 * kept.A_DAY), ("new.part", 60)):
        (folder / name).write_bytes(b"half a fi")
        os.utime(folder / name, (time.time() - age,) * 2)
    for number in range(4):
        monkeypatch.setattr(kept, "__version__", str(number))
        cache.open_checker(small_file, folder)
    assert len(list(folder.glob("*.cache"))) == 2
    assert [path.name for path in folder.glob("*.part")] == ["new.part"]
    monkeypatch.setattr(kept, "MAX_BYTES", 10)
    monkeypatch.setattr(kept, "__version__", "4")
    cache.open_checker(small_file, folder)
    assert len(list(folder.glob("*.cache"))) == 1
    assert cache.open_checker(small_file, folder, not_again)


def test_two_at_once(small_file: Path, folder: Path):
    """Those who make the same file at the same time all get their checker, and one good file stays."""
    expected = reports(Checker(load_bank(small_file)))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: reports(cache.open_checker(small_file, folder)), range(4)))
    assert found == [expected] * 4
    assert reports(cache.open_checker(small_file, folder, not_again)) == expected
    only_file(folder)


def test_threads_share_a_checker_from_the_cache(small_file: Path, folder: Path):
    expected = reports(cache.open_checker(small_file, folder))
    again = cache.open_checker(small_file, folder, not_again)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: reports(again), range(8))) == [expected] * 8


def test_a_bank_that_cannot_be_read(tmp_path: Path, folder: Path):
    with pytest.raises(InputError, match="cannot read the bank"):
        cache.open_checker(tmp_path / "none.yaml", folder)
    assert not folder.exists()


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Under NKQUIZ_HOME, or in the platform's folder for caches; nowhere if nobody's home is known."""
    assert cache_folder() == tmp_path / "home" / "cache"
    monkeypatch.delenv("NKQUIZ_HOME")
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name, appauthor: tmp_path / "caches" / name)
    assert cache_folder() == tmp_path / "caches" / "nkquiz"
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name, appauthor: Path("~") / name)
    assert cache_folder() is None


def test_the_command_line_keeps_its_banks(nkquiz: Run, small_file: Path, tmp_path: Path):
    """`check` and `bank test` share the file; programs are told nothing, and the output is the same each time."""
    home = str(tmp_path / "another home")
    first = nkquiz("check", "--bank", small_file, STATEMENTS[0], NKQUIZ_HOME=home)
    path = only_file(Path(home) / "cache")
    made = path.stat().st_mtime_ns
    second = nkquiz("check", "--bank", small_file, STATEMENTS[0], NKQUIZ_HOME=home)
    nkquiz("bank", "test", "--bank", small_file, NKQUIZ_HOME=home)
    assert (first.stdout, first.stderr, first.returncode) == (second.stdout, "", 0)
    assert only_file(path.parent).stat().st_mtime_ns == made
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert nkquiz("check", "--bank", small_file, STATEMENTS[0], NKQUIZ_HOME=str(blocked)).stdout == first.stdout


def test_people_are_told_that_it_takes_a_while(
    small_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """A line on standard error, if that is a terminal, when the bank is read; none when it comes from the cache."""
    from nkquiz.cli.opening import open_bank

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    open_bank(small_file)
    assert capsys.readouterr().err == "Reading the bank once; this takes some seconds ...\n"
    open_bank(small_file)
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX terminal")
def test_people_see_how_far_it_is(small_file: Path, small_text: str, tmp_path: Path):
    """A bank of many claims is read under a bar, the first time."""
    pexpect = pytest.importorskip("pexpect")
    before, claims = small_text.split("claims:\n")
    claims, after = claims.split("unknowns:\n")
    more = "".join(claims.replace("reading-room", f"room-{n}").replace("id: cost", f"id: cost-{n}") for n in range(30))
    small_file.write_text(f"{before}claims:\n{more}unknowns:\n{after}", encoding="utf-8")
    command = ["-m", "nkquiz", "check", "--bank", str(small_file), STATEMENTS[0]]
    environment = {**os.environ, "TERM": "xterm", "NKQUIZ_HOME": str(tmp_path / "fresh")}
    shown = []
    for _ in range(2):
        process = pexpect.spawn(sys.executable, command, env=environment, timeout=60)
        process.expect(pexpect.EOF)
        shown.append(process.before)
    assert [(b"indexing" in each, b"reading the bank" in each, b"supported" in each) for each in shown] == [
        (True, True, True),
        (False, False, True),
    ]


def test_a_run_from_the_cache_imports_no_yaml(small_file: Path, tmp_path: Path):
    """What only reads banks is not imported when the bank is in the cache."""
    code = (
        "import sys; from pathlib import Path; from nkquiz.check import cache;"
        "cache.open_checker(Path(sys.argv[1]), Path(sys.argv[2])); print('yaml' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(small_file), str(tmp_path / "cache")]
    shown = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() for _ in range(2)]
    assert shown == ["True", "False"]
