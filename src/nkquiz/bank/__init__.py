"""Banks: YAML files with the claims of one source. `load_bank` reads one, strictly."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from nkquiz.errors import BankError, InputError
from nkquiz.files import read_up_to
from nkquiz.model import Bank

MAX_PROBLEMS_SHOWN = 50
MAX_BYTES = 64 * 2**20
_CHUNK = 2**20  # bytes that are read at a time


def default_bank_path() -> Path:
    """Return the path of the shipped bank: in the wheel beside the code, in a checkout under `data/`."""
    from importlib.resources import files  # not what `nkquiz --version` should wait for

    packaged = Path(str(files("nkquiz"))) / "data" / "claims.yaml"
    return packaged if packaged.exists() else Path(__file__).resolve().parents[3] / "data" / "claims.yaml"


def read_bank_file(path: Path) -> bytes:
    """Return the bytes of a bank file.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        return read_up_to(path, MAX_BYTES)
    except (OSError, ValueError) as error:  # a null byte in the name is no OSError
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> InputError:
    message = getattr(error, "strerror", None) or error
    return InputError(f"cannot read the bank {path}: {message}", "name a bank with --bank PATH")


def bank_digest(path: Path) -> bytes:
    """Return a digest of a bank file: of one that is too long, of as much as shows that it is.

    Raises:
        InputError: the file cannot be read.
    """
    digest, left = sha256(), MAX_BYTES + 1
    try:
        with path.open("rb") as file:
            while left and (chunk := file.read(min(left, _CHUNK))):
                digest.update(chunk)
                left -= len(chunk)
        return digest.digest()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def load_bank(path: str | Path | None = None) -> Bank:
    """Return the bank in the file at `path`, or the shipped one.

    Raises:
        InputError: the file cannot be read.
        BankError: the file is no valid bank; the message lists every problem as `file:line: message`.
    """
    file = Path(path) if path is not None else default_bank_path()
    return bank_from(read_bank_file(file), str(file))


def bank_from(data: bytes, path: str) -> Bank:
    """Return the bank in `data`, which were read from the file at `path`.

    Raises:
        BankError: as `load_bank`.
    """
    from nkquiz.bank.loader import parse_bank  # and YAML: not needed by those who have the bank from the cache

    bank, problems = parse_bank(data, path)
    if bank is None:
        shown = [problem.at(path) for problem in problems[:MAX_PROBLEMS_SHOWN]]
        if len(problems) > len(shown):
            shown.append(f"... and {len(problems) - len(shown)} more")
        raise BankError("\n".join(shown), "the format is in docs/bank.md")
    return bank
