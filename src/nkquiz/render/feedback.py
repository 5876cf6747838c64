"""What follows an answer: right or wrong, why, and what the source says, with its place."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from nkquiz.model import Answer, Arrangement, Bank, Claim, Form, Question
from nkquiz.quiz.grading import LETTERS, NOT_SAID, POINTS, in_words, key_of, put_together, why_wrong
from nkquiz.render.look import Look
from nkquiz.render.quiz import outcome, spoken
from nkquiz.render.terminal import evidence, note, safe


def feedback(look: Look, asked: Question, answer: Answer | None, bank: Bank, word: str = "") -> RenderableType:
    """Return what follows an answer: right or wrong, what was answered, why, the claims, their evidence, their notes.
    None stands for a question that nobody answered. `word` says how it went, if not the usual one does."""
    first = look.mark(answer.right, word or outcome(answer)) if answer else Text(word or "skipped")
    if answer and answer.confidence:
        got = POINTS[answer.confidence][0 if answer.right else 1]
        first.append(f", {points(got)}", style="not bold default")
    if look.plain:
        first = Text(first.plain[0].upper() + first.plain[1:] + ".")
    given, right = (answer.given, answer.right) if answer else ("", False)
    return Group(first, *_correction(look, asked, given, right, bank), *_grounds(look, asked, given, right, bank))


def points(number: int) -> str:
    """Return `1 point`, `-2 points`."""
    return f"{number} point" + ("" if abs(number) == 1 else "s")


def _correction(look: Look, asked: Question, given: str, right: bool, bank: Bank) -> Iterator[RenderableType]:
    """Yield what was answered and what is right, where the two differ. A claim that is right is shown below anyway."""
    mine, theirs = _in_short(asked.form, given), _in_short(asked.form, key_of(asked.form))
    if right and mine.casefold() == theirs.casefold():
        return
    if given:
        yield look.block(f"You answered: {look.text(mine)}")
    if theirs not in [claim.text for id_ in asked.claims if (claim := bank.claim_by_id.get(id_))]:
        yield look.block(f"Right is: {look.text(theirs)}")


def _in_short(form: Form, given: str) -> str:
    """Return an answer as one can tell it from the others: what belongs together by the letters that were typed."""
    if not isinstance(form, Arrangement):
        return in_words(form, given)
    ids = [item.id for item in form.items]
    return " ".join(LETTERS[ids.index(id_)] for id_ in given.split())


def _grounds(look: Look, asked: Question, given: str, right: bool, bank: Bank) -> Iterator[RenderableType]:
    """Yield why it is so: what is known about the answer, the claims and their evidence."""
    reason = "" if right or not given else why_wrong(asked.form, given)
    said = [claim.text for id_ in asked.claims if (claim := bank.claim_by_id.get(id_))]  # follows anyway
    for text in dict.fromkeys((reason, asked.explanation)):
        if text and text not in said:
            yield look.block(look.text(text))
    if isinstance(asked.form, Arrangement):
        yield from _arranged(look, asked.form, bank)
        return
    for id_ in asked.claims:
        if claim := bank.claim_by_id.get(id_):
            yield from grounds(look, claim)
        elif id_ in bank.unknown_by_id:
            if not reason:
                yield look.block(NOT_SAID)
        else:
            yield look.block("The bank no longer has the claim that this is about.")


def grounds(look: Look, claim: Claim) -> Iterator[RenderableType]:
    """Yield a claim, its evidence, and its note."""
    yield look.block(Text(look.text(claim.text), style="bold"))
    yield look.block(shown_evidence(look, claim))
    if claim.note:
        yield look.block(note(claim))


def shown_evidence(look: Look, claim: Claim) -> Text:
    """Return where the source says a claim, with the fragments."""
    if look.plain and claim.evidence:
        return Text("Evidence: " + "; ".join(f"{spoken(e.at)}: {safe(e.quote)}" for e in claim.evidence) + ".")
    return evidence(claim)


def _arranged(look: Look, form: Arrangement, bank: Bank) -> Iterator[RenderableType]:
    """Yield each slot with what belongs there, and its place in the source."""
    for number, (slot, id_, claim_id) in enumerate(zip(form.slots, form.key, form.claims, strict=True), 1):
        text = form.item(id_).text
        if slot:
            text = put_together(slot, text)
        claim = bank.claim_by_id.get(claim_id)
        shown = look.text(claim.text if claim and form.is_order else text)  # with its date, which the item leaves out
        if claim and claim.evidence:
            at = map(spoken if look.plain else str, claim.locators)
            shown += f" ({('; ' if look.plain else ', ').join(at)})"
        yield look.option("Number", str(number), shown) if not look.plain else look.block(f"Number {number}: {shown}")
