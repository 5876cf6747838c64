"""What each kind of problem in a bank means to those who learn with it, and how it is mended.

Codes are stable: scripts and teachers name problems by them. docs/lint.md has an example of every one.
"""

from __future__ import annotations

from dataclasses import dataclass

from nkquiz.bank.fields import did_you_mean
from nkquiz.errors import InputError


@dataclass(frozen=True, slots=True)
class Lesson:
    """Why a problem matters, in one sentence, and how to mend it."""

    why: str
    mend: str


_UNREAD = "Nothing of the bank can be read, so nobody can learn with it."
_YAML = "YAML would mean something else by it than what stands there, and a learner would be told that."
_LOST = "A learner's progress is kept under ids: one that changes or stands twice mixes up what was learned."
_SHOWN = "It is shown to the learner as where the source says it: if it leads nowhere, nothing is proved."

RESTATING = "keep names and numbers, and say the rest in other words"  # what makes a good restatement

CODES: dict[str, Lesson] = {
    # The file
    "empty-file": Lesson(_UNREAD, "Begin with `nkquiz bank new ARTICLE`, or with the small bank of docs/bank.md."),
    "size": Lesson(_UNREAD, "Make a bank for each article; one article seldom needs more than a few hundred claims."),
    "encoding": Lesson(_UNREAD, "Save the file as UTF-8: most editors have it under 'Save with encoding'."),
    "nul": Lesson(_UNREAD, "Save the file as plain text in UTF-8; a word processor's own format is none."),
    "yaml": Lesson(
        _UNREAD, "Put quotes around a text with ': ' or ' #' in it, and indent with blanks, as the lines around it are."
    ),
    "yaml-character": Lesson(_UNREAD, "Delete the character, which your editor may not show, and type the word anew."),
    "yaml-depth": Lesson(_UNREAD, "Indent as the example of docs/bank.md does; banks nest few levels deep."),
    "yaml-key": Lesson(_YAML, "Write a plain word before the colon."),
    "yaml-alias": Lesson(_YAML, "Write the value out in each place; or put quotes around a text that begins with '*'."),
    "yaml-anchor": Lesson(_YAML, "Remove it; or put quotes around a text that begins with '&'."),
    "yaml-tag": Lesson(_YAML, "Remove it; or put quotes around a text that begins with '!'."),
    "yaml-document": Lesson(
        "What stands behind '---' would never be asked.", "Remove the line '---'; another article gets another file."
    ),
    "duplicate-key": Lesson("Only one of the two would be learned, and nobody could say which.", "Keep one of them."),
    # The keys
    "type": Lesson(
        "It is not in the form in which a question can be made of it.",
        "Write it in the form that the message names; docs/bank.md has an example of each key.",
    ),
    "unknown-key": Lesson(
        "What stands under it would never reach a learner.",
        "Mend the spelling; what is for yourself goes into a comment, behind '#'.",
    ),
    "missing-key": Lesson(
        "Without it no question can be asked, or its answer can't be explained.", "Add the key and fill it in."
    ),
    "empty": Lesson("A learner would be shown nothing.", "Fill it in, or remove the key."),
    "choice": Lesson(
        "What is asked, and what is told after a wrong answer, depends on it.", "Take one of the words of docs/bank.md."
    ),
    "format": Lesson(
        "This nkquiz would misread a bank of a newer format.", "Write `format: 1`, or bring nkquiz up to date."
    ),
    "id": Lesson(
        _LOST, "Write lower-case words with hyphens, and leave them as they are once somebody has learned with them."
    ),
    "duplicate-id": Lesson(_LOST, "Give the newer one another id."),
    "date": Lesson(
        "'Next year' and 'last month' count from it: without it, right answers about dates are taken for wrong.",
        "Write the day, month or year in which the article was published: 2021-05-17, 2021-05 or 2021.",
    ),
    "fingerprint": Lesson(_SHOWN, "Paste what `nkquiz bank fingerprint ARTICLE` prints."),
    # What claims refer to
    "speaker": Lesson(
        "A learner would take somebody's opinion for what the source reports.",
        "Say whose opinion it is, by the id of an entity; or make it another kind.",
    ),
    "no-evidence": Lesson(
        "Nothing could be shown to a learner who doubts the answer.",
        "Add the sentence, and at most ten words of it that prove the claim.",
    ),
    "evidence": Lesson(
        "A learner is shown no place in the article that proves the answer.",
        "Add the sentence, and at most ten words of it that prove the claim.",
    ),
    "locator": Lesson(
        _SHOWN, 'Write paragraph.sentence, both counted from 1, in quotes: "3.2" is the second sentence of the third.'
    ),
    "locator-range": Lesson(
        _SHOWN, "Count again, or let `nkquiz bank verify --source ARTICLE` say where the fragment stands."
    ),
    "lure": Lesson(
        "A wrong option that is right, or stands twice, makes the question unfair.",
        "Change it to something of the same kind that the source does not say.",
    ),
    "tolerance": Lesson(
        "An answer that is near enough would be taken for wrong, or a wrong one for right.",
        "Write by how much a number may be off: with 0.5, from 39.5 to 40.5 is right where 40 is.",
    ),
    "unknown-entity": Lesson(
        "Nobody would be named as the one who says it.", "Mend the id, or add the entity under 'entities'."
    ),
    "unknown-topic": Lesson(
        "It would not be asked when the topic is practised.", "Mend the id, or add the topic under 'topics'."
    ),
    # What makes a bank poor
    "quote": Lesson(
        "The article is somebody's work; and of a long fragment nobody sees which words prove the claim.",
        "Keep the words that prove it: the number, the name, the verb. Ten at most.",
    ),
    "variants": Lesson(
        "A learner who puts it in other words, or gets it wrong in a common way, is not understood; and few questions "
        "can be asked.",
        "Write restatements with really different words, and false variants as people get it wrong; "
        "`nkquiz bank suggest CLAIM` offers some.",
    ),
    "true-and-false": Lesson(
        "A learner would be told that the truth is wrong.", "Remove the false variant, or make it really false."
    ),
    "said-twice": Lesson(
        "A learner is asked the same twice, and a doubled answer can be seen to be none.",
        "Keep it where it belongs, and remove the other.",
    ),
    "alias": Lesson(
        "A learner who uses the name is taken to speak of somebody else.",
        "Keep the name with one of the two; the other gets a longer one.",
    ),
    "unused-topic": Lesson("Who chooses the topic is asked nothing.", "Remove it, or file a claim under it."),
    "no-fingerprints": Lesson(
        "Nobody can prove that the article says what is learned.",
        "Paste what `nkquiz bank fingerprint ARTICLE` prints under 'source'.",
    ),
    "uncovered": Lesson(
        "What the sentence says is never asked, and a true statement about it is called not in the source.",
        "Write a claim with it as evidence; or state under 'skipped' why it needs none.",
    ),
    "half-covered": Lesson(
        "What that part says is never asked, and a true statement about it finds no claim that says so.",
        "Put it into a claim, or write one of its own on the same sentence; a part not worth asking may stay out.",
    ),
    "skipped-range": Lesson(
        "The reason stands for another sentence than it was meant for.", "Mend the locator, or remove the line."
    ),
    "draft": Lesson(
        "It is neither asked nor checked with until it is finished.",
        "`nkquiz bank edit` goes through the drafts; `draft: true` is removed when nothing is lacking.",
    ),
    "mark": Lesson(
        "The article has changed here: what is learned may no longer be what it says.",
        "Compare the claim with the article; `nkquiz bank edit` shows it, and keeping it there removes the mark.",
    ),
    "one-reason": Lesson(
        "Who has seen through one wrong option sees through all, without knowing the claim.",
        "Get something else wrong in one or two of them; `nkquiz bank suggest CLAIM` offers some.",
    ),
    "same-words": Lesson(
        "It helps to understand nobody who really puts it differently.",
        f"{RESTATING[:1].upper()}{RESTATING[1:]}, as somebody would who has not seen the claim.",
    ),
    # What a copy of the article shows
    "missing-sentence": Lesson(_SHOWN, "Compare with the edition that the bank was made from."),
    "unknown-sentence": Lesson(
        "What the sentence says is never asked.", "Add its fingerprint under 'paragraphs', or under 'outside'."
    ),
    "fragment": Lesson(_SHOWN, "Copy the fragment from the article, word for word."),
}


def lesson(code: str) -> Lesson:
    """Return what a kind of problem means.

    Raises:
        InputError: there is no such kind.
    """
    if code not in CODES:
        raise InputError(
            f"there is no code '{code}'", did_you_mean(code, list(CODES)) or f"there are: {', '.join(CODES)}"
        )
    return CODES[code]
