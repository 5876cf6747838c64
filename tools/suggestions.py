"""Print every false variant and lure that is suggested for the claims of a bank, to be read and judged one by one.

    python tools/suggestions.py BANK.yaml [--lures] > before.txt

One line each, so that the lists of two versions can be compared with diff: the claim's id, the reason, the text.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from nkquiz.bank import load_bank
from nkquiz.cli.bank_suggest import says_so
from nkquiz.quiz.material import read_material
from nkquiz.suggest.suggesting import suggest


def main() -> None:
    """Read the bank, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bank", type=Path)
    parser.add_argument("--lures", action="store_true", help="the lures too")
    given = parser.parse_args()
    bank = load_bank(given.bank)
    material = read_material(bank)
    for claim in bank.claims:
        found = suggest(claim, bank, says_so(bank, claim, given.bank), material)
        print(f"{claim.id}: {claim.text}")
        for one in found.variants:
            print(f"    {one.reason.value:10} {one.text}")
        for lures in found.lures if given.lures else ():
            print(f"    {'lures':10} {lures.key}: {' | '.join(lures.lures)}")


if __name__ == "__main__":
    main()
