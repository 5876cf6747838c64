"""The public interface as a program with strict types uses it. `test_python.py` has mypy read this; nothing runs it."""

from collections.abc import Iterator
from pathlib import Path
from typing import assert_type

import nkquiz
from nkquiz import Checker, check, check_many, load_bank, open_bank
from nkquiz.check import Checker as SameChecker

bank = load_bank()
assert_type(bank, nkquiz.Bank)
assert_type(load_bank("a.yaml"), nkquiz.Bank)
assert_type(load_bank(Path("a.yaml")), nkquiz.Bank)
assert_type(open_bank("a.yaml"), nkquiz.Bank)

report = nkquiz.check("a statement", bank)
assert_type(report, nkquiz.Report)
assert_type(check("a statement", bank), nkquiz.Report)
assert_type(check_many(["a statement"], bank), Iterator[nkquiz.Report])
assert_type(nkquiz.check_many((text for text in ("a", "b")), bank), Iterator[nkquiz.Report])

checker: SameChecker = Checker(bank)
assert_type(checker.check("a statement"), nkquiz.Report)
assert_type(checker.bank, nkquiz.Bank)

assert_type(report.statement, str)
assert_type(report.verdict, nkquiz.Verdict)
assert_type(report.confidence, float)
assert_type(report.reason, str)
assert_type(report.parts, tuple[nkquiz.PartReport, ...])
assert_type(report.claims, tuple[nkquiz.Claim, ...])
assert_type(report.closest, tuple[nkquiz.Claim, ...])
assert_type(report.findings, tuple[nkquiz.Finding, ...])
for part in report.parts:
    assert_type((part.text, part.start, part.end), tuple[str, int, int])
for finding in report.findings:
    assert_type(finding.relation, nkquiz.Relation)
    assert_type((finding.rule, finding.message, finding.claim), tuple[str, str, str])
for claim in report.claims:
    assert_type(claim.evidence, tuple[nkquiz.Evidence, ...])
    assert_type(claim.evidence[0].at, nkquiz.Locator)

try:
    load_bank("missing.yaml")
except (nkquiz.InputError, nkquiz.BankError) as error:
    assert_type(error.hint, str)
    same: nkquiz.NkquizError = error

# Mistakes that a type checker must see: under --strict, an `ignore` without an error is itself an error.
print(nkquiz.chekc)  # type: ignore[attr-defined]
nkquiz.check("a statement")  # type: ignore[call-arg]
nkquiz.check(1, bank)  # type: ignore[arg-type]
nkquiz.check_many([1], bank)  # type: ignore[list-item]
report.verdict = nkquiz.Verdict.MIXED  # type: ignore[misc]
