"""What several question types share: ids, statements to judge, and the gaps that are worth asking for."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.language.bounds import Bound
from nkquiz.language.units import is_measure
from nkquiz.model import Choice, Claim, Entity, EntityKind, Entry, EntryKind, Form, Option, Question, Slot
from nkquiz.quiz.gaps import ORDINAL, Gap, is_exact
from nkquiz.quiz.lures import is_fraction
from nkquiz.quiz.material import Material, stems
from nkquiz.quiz.numerals import leading
from nkquiz.quiz.order import digest, shuffled
from nkquiz.quiz.typed import plain

ABOUT = 0.05  # by how much a rough number may be missed

_KINDS = {
    EntityKind.PERSON: "a person",
    EntityKind.COUNTRY: "a country",
    EntityKind.ORGANISATION: "an organisation",
    EntityKind.PLACE: "a place",
    EntityKind.EVENT: "an event",
    EntityKind.AGREEMENT: "an agreement",
    EntityKind.WORK: "a work",
    EntityKind.GROUP: "a group",
    EntityKind.THING: "a thing",
}


def made(
    type_: str, material: Material, claims: tuple[str, ...], prompt: str, form: Form, text: str = "", topic: str = ""
) -> Question:
    """Return a question. Its id depends on what is asked, not on the order in which options are shown."""
    bank = material.bank
    return Question(
        id=digest(bank.id, type_, *sorted(claims), prompt, text, *sorted(_contents(form)))[:16],
        type=type_,
        claims=claims,
        topic=topic or bank.claim_by_id[claims[0]].topic,
        prompt=prompt,
        form=form,
        text=text,
    )


def _contents(form: Form) -> Iterator[str]:
    if isinstance(form, Entry):
        yield form.accepted[0]
    else:
        yield from (option.text for option in (form.options if isinstance(form, Choice) else form.items))


def said_true(claim: Claim, material: Material, *seed: object) -> str:
    """Return the claim as somebody may put it: its text, or a restatement that can stand alone."""
    texts = (claim.text, *material.by_claim[claim.id].clear)
    return shuffled(texts, str, *seed, claim.id, "true")[0]


def is_full_name(text: str, entity: Entity) -> bool:
    """Say whether an entity is called by its name, not by an alias, which may be an adjective."""
    return plain(text) == plain(entity.name)


def value_gaps(claim: Claim, material: Material) -> list[Gap]:
    """Return the numbers and dates of a claim's text that matter: those that one of its false variants gets wrong."""
    found = material.by_claim[claim.id]
    mistaken = [gap for wrong in found.mistaken for gap in wrong.gaps]
    return [
        gap for gap in found.gaps if _is_open_to_question(claim, gap, mistaken) and not _follows(claim, gap, material)
    ]


def _is_open_to_question(claim: Claim, gap: Gap, mistaken: list[Gap]) -> bool:
    if gap.date:
        if Slot.DATE in claim.open or not is_exact(gap):
            return False
        return any(g.date and g.date.agrees(gap.date) is False for g in mistaken)
    if gap.quantity:
        if Slot.NUMBER in claim.open or gap.quantity.bound not in (Bound.EXACT, Bound.ABOUT) or not gap.quantity.unit:
            return False
        text = gap.text_in(claim.text)
        if leading(text) is None and not is_fraction(text, gap.quantity):
            return False  # "a year": nobody would call it a number
        same = [g.quantity for g in mistaken if g.quantity and g.quantity.unit == gap.quantity.unit]
        return any(quantity.value != gap.quantity.value for quantity in same)
    return False


def _follows(claim: Claim, gap: Gap, material: Material) -> bool:
    """Say whether a number follows from the rest of the sentence: what it counts is listed, or another number of its
    kind or two dates stand beside it."""
    found = [other for other in material.by_claim[claim.id].gaps if other != gap]
    if gap.quantity is None:
        return False
    listed = len({other.entity for other in found if other.entity})
    alike = any(other.quantity and other.quantity.unit == gap.quantity.unit for other in found)
    return alike or gap.quantity.value == listed or sum(other.date is not None for other in found) > 1


def entry(claim: Claim, gap: Gap, material: Material, wrong: tuple[Option, ...] = ()) -> Entry:
    """Return the form in which what stands in a gap is typed."""
    key = gap.text_in(claim.text)
    if gap.entity:
        entity = material.bank.entity_by_id[gap.entity]
        same_kind = [e for e in material.bank.entities if e.kind is entity.kind and e.id != entity.id]
        known = {option.text for option in wrong}
        others = tuple(Option(e.id, e.name) for e in same_kind if e.name not in known)
        hint = _KINDS[entity.kind] + ("" if is_full_name(key, entity) else " (or the word made from its name)")
        return Entry(_names_of(key, entity, gap.filled(claim.text)), EntryKind.WORDS, hint, wrong=(*wrong, *others))
    if gap.date:
        return Entry((key,), EntryKind.DATE, _date_hint(gap), wrong=wrong)
    assert gap.quantity is not None
    rough = gap.quantity.bound is Bound.ABOUT
    share = is_fraction(key, gap.quantity)
    unit = _unit_in(key) if is_measure(gap.quantity.unit) and not share else ""
    kind = (
        "a fraction or a percentage"
        if share
        else "a rank, such as fifth"
        if gap.quantity.unit == ORDINAL
        else "a number"
    )
    hint = f"a number of {unit}" if unit else kind
    hint += f"; up to {100 * ABOUT:.0f} percent off counts as right" if rough else ""
    return Entry((key,), EntryKind.NUMBER, hint, unit, ABOUT if rough else 0.0, wrong)


def _names_of(key: str, entity: Entity, beside: str) -> tuple[str, ...]:
    """Return the names that may be typed: not those whose words stand beside the gap ("the director is the ...")."""
    there = stems(beside)
    names = (entity.name, *entity.aliases, *entity.in_context)
    return tuple(dict.fromkeys((key, *(name for name in names if not stems(name) & there))))


def _date_hint(gap: Gap) -> str:
    assert gap.date is not None
    if gap.date.decade is not None:
        return "a decade, such as the 1920s"
    parts = [part for part in ("day", "month", "year") if getattr(gap.date, part) is not None]
    return "a " + " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _unit_in(text: str) -> str:
    """Return the words after the number: "billion dollars" in "ten billion dollars"."""
    return text.partition(" ")[2] if leading(text) is not None else ""
