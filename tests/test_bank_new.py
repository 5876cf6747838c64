"""`nkquiz bank new`: from an article to the beginning of its bank, and from its next edition to the bank's."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from conftest import SMALL_ARTICLE, SMALL_BANK, Run, replaced
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from test_schema import SCHEMA

from nkquiz.bank.loader import parse_bank
from nkquiz.bank.marks import marks
from nkquiz.bank.validators import lint
from nkquiz.bank.verify import verify
from nkquiz.documents.article import Article, read_article
from nkquiz.drafting.draft import cut, draft
from nkquiz.drafting.update import Update, update
from nkquiz.drafting.writing import bank_text, scalar
from nkquiz.errors import InputError
from nkquiz.model import Bank, Locator
from nkquiz.text import fingerprint, words

ARTICLE = """\
The Bridge at Last
By Ana Silva
12 May 2021

Lorne opened the new bridge in May. It was built in three years at a cost of 40 million euros. Nobody was hurt.

Mayor Grace Okafor expects the bridge to bring more visitors to the town. If they come, a second hotel will be built.
"""


def article(text: str = ARTICLE, name: str = "a.txt") -> Article:
    return read_article(text.encode(), name)


def loaded(text: str) -> Bank:
    bank, problems = parse_bank(text.encode())
    assert bank is not None, (problems, text)
    return bank


def made(text: str = ARTICLE, name: str = "a.txt", sentences: bool = True) -> str:
    found = draft(article(text, name), "", "", "", "", "2026-11")
    return bank_text(found, name, "a.yaml", sentences)


def updated(bank: str, text: str, name: str = "a.txt") -> Update:
    return update(bank, loaded(bank), article(text, name))


# Drafting


MADE = """\
bank: the-bridge-at-last
source:
  title: The Bridge at Last
  author: Ana Silva
  date: 2021-05-12
  paragraphs:
    - - - -
    - - -
  outside:
    -: title
    -: byline
    -: date
topics:
  part-1: Paragraph 1
  part-2: Paragraph 2
# Guessed from capital letters: mend the kinds, add names and descriptions, remove what is none.
entities:
  lorne:
    name: Lorne
    kind: thing
  grace-okafor:
    name: Grace Okafor
    kind: person
    aliases: [Okafor, Mayor Okafor]
    in_context: [the mayor]
claims:

  #> Lorne opened the new bridge in May.
  #? dates: May
  - id: lorne-opened-new-bridge
    draft: true
    text:
    topic: part-1
    kind: fact
    evidence:
      - {at: "1.1", quote: Lorne opened the new bridge in May}
    restatements:
    false_variants:

"""


def test_what_is_made():
    """The file holds the source, topics, entities and one draft a sentence, and is all that a teacher needs to see."""
    text = re.sub(r"\b[0-9a-f]{12}\b", "-", made())
    assert text.split("format: 1\n")[1][: len(MADE)] == MADE


FILES = {
    "a.txt": ARTICLE,
    "a.md": "---\ntitle: x\n---\n# The Bridge at Last\n\nBy Ana Silva\n\n## The *bridge*\n\nLorne opened the [new\n"
    "bridge](http://x.org/a.b) in May. It cost **40** million euros.\n\n- It has three lanes.\n\n```\ncode = 1\n```\n",
    "a.html": "<html><head><title>The Bridge at Last</title><meta name=author content='Ana Silva'></head><body><nav>"
    "<a href=/>Home</a> <a href=/n>News</a></nav><article><h1>The Bridge at Last</h1><p>Lorne opened the <b>new</b> "
    "bridge in May. It was built in three years at a cost of 40 million euros.</p><h2>The people</h2><p>Mayor Grace "
    "Okafor expects the bridge to bring more visitors to the town. She has no doubt &amp; wants more of them.</p>"
    "</article><footer>All rights reserved.</footer></body></html>",
}


@pytest.mark.parametrize("name", FILES)
def test_formats(name: str):
    """Whatever the format, what is made loads, keeps to the schema, verifies, and lacks only what a teacher writes."""
    text = made(FILES[name], name)
    bank = loaded(text)
    document = yaml.load(text, Loader=yaml.BaseLoader)
    for part in (document, *document["claims"]):  # this loader reads texts alone
        part.update({key: None for key, value in part.items() if value == ""})
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)] == []
    checked = verify(bank, article(FILES[name], name).text)
    assert (checked.problems, checked.proved) == ((), checked.fragments)
    assert {problem.code for problem in lint(bank)} == {"draft"}
    assert (bank.source.title, bank.source.author) == ("The Bridge at Last", "Ana Silva")
    assert bank.claims == ()
    assert len(bank.drafts) == len(bank.source.locators) >= 3


def test_headings_become_topics():
    """Each heading is a topic, and no sentence of the article."""
    bank = loaded(made(FILES["a.html"], "a.html"))
    assert bank.topics == {"beginning": "The beginning", "the-people": "The people"}
    assert [draft.topic for draft in bank.drafts] == ["beginning", "beginning", "the-people", "the-people"]


def test_word_document():
    """A Word document is read paragraph by paragraph."""
    docx = pytest.importorskip("docx")
    word = docx.Document()
    word.add_heading("The Bridge at Last", 0)
    word.add_paragraph("By Ana Silva")
    word.add_paragraph("Lorne opened the new bridge in May. It cost 40 million euros.")
    data = BytesIO()
    word.save(data)
    found = draft(read_article(data.getvalue(), "a.docx"), "", "", "", "2021", "")
    assert (found.title, found.author, found.date, len(found.claims)) == ("The Bridge at Last", "Ana Silva", "2021", 2)


def test_sentences_only_in_comments():
    """No sentence of the article stands in the file but in comments, and with --no-sentences not even there."""
    for text in (made(), made(sentences=False)):
        rest = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
        assert "at a cost of 40 million euros. " not in rest
        assert "expects the bridge to bring more visitors to the town" not in rest
    assert "#>" not in made(sentences=False).split("format: 1")[1]


@pytest.mark.parametrize(
    "text",
    [
        *("plain words", "yes", "No", "null", "~", "it's", "40 percent", "a: b", "a #b", "- x", "{x}", "a, b", "x]"),
        *(
            'say "no"',
            "50%",
            "@x",
            "*x",
            "tab\tx",
            "\ufffe",
            "\U0001f600 x",
            "1.5",
            "back\\slash",
            "x:",
            "é",
            "a\u2028b",
        ),
    ],
)
@pytest.mark.parametrize("place", ["{{k: {}}}", "k: {}", "k: [{}, x]"])
def test_scalars(text: str, place: str):
    """A text is read as it was, wherever it stands."""
    value = yaml.load(place.format(scalar(text)), Loader=yaml.BaseLoader)["k"]
    assert (value[0] if isinstance(value, list) else value) == text


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=300)
PROSE = st.lists(
    st.lists(
        st.sampled_from(
            "The dam broke in 1998. | Ann Lee says so. | It cost 5 million euros: a lot! | Nobody knew? | He left. | "
            "If it rains, Kolm floods. | “Never,” said Dr. Bo. | The U.S. paid 3.5%. | A #1 hit - {yes}. | ... | — | "
            "Lake Orrin is deep. | The Upland Bank (UB) lends. | UB's loan is due in 2030. | x".split(" | ")
        ),
        min_size=1,
        max_size=5,
    ),
    min_size=1,
    max_size=6,
)


def prose(paragraphs: list[list[str]]) -> str:
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)


def check_fresh(text: str, name: str) -> None:
    try:
        bank_file = made(text, name)
    except InputError:
        return
    bank = loaded(bank_file)
    checked = verify(bank, article(text, name).text)
    assert (checked.problems, checked.proved) == ((), checked.fragments)
    assert {problem.code for problem in lint(bank)} <= {"draft"}
    assert updated(bank_file, text, name).text == bank_file


@given(TEXTS, st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=120)
def test_any_text(text: str, name: str):
    """What is made of any text loads and verifies, and an update with the same text changes not a byte."""
    check_fresh(text, name)


@given(PROSE)
@settings(max_examples=60)
def test_any_prose(paragraphs: list[list[str]]):
    """So it is of prose."""
    check_fresh(prose(paragraphs), "a.txt")


# Updating

FINISHED = """\
  - id: cost
    text: "The bridge at Lorne   cost 40 million euros."   # mine
    topic: bridge
    kind: fact
    evidence: [{at: '1.2',   quote: "at a cost of 40 million euros"}]
    restatements:
    - Lorne paid 40 million euros for its bridge.   # really?
    - >-
      Forty million
      euros went into it.
    - it cost 40 million
    false_variants: [{text: It cost 14 million., reason: number}, {text: It was free., reason: quantifier},
        {text: It cost 40 million dollars., reason: unit}]
    # the end of it
"""
MINE = f"""\
# Mine.
format: 1
bank: bridge
source: {{title: The Bridge at Last, author: Ana Silva, date: 2021-05,
  paragraphs: [{fingerprint("Lorne opened the new bridge in May.")} \
{fingerprint("It was built in three years at a cost of 40 million euros.")} {fingerprint("Nobody was hurt.")}, \
{fingerprint("Mayor Grace Okafor expects the bridge to bring more visitors to the town.")} \
{fingerprint("If they come, a second hotel will be built.")}]}}
topics: {{bridge: The bridge}}
entities: {{lorne: {{name: Lorne, kind: place}}}}

claims:
# First what it cost.
{FINISHED}
# Then the rest.
  - {{id: opening, text: Lorne has it., topic: bridge, kind: fact, evidence: [{{at: "1.1", quote: new bridge}}]}}
  - id: hotel
    draft: true
    evidence:
      - at: 2.2   # the last
        quote: a second hotel will be built
unknowns: []   # none
skipped:
  "1.3": no news
  "2.1": nobody cares
"""
BODY = ARTICLE.split("2021\n\n")[1]


HEADS = [
    ("---\ntitle: 'At Last'\nauthor: Lea Brandt\ndate: 2023-06-01\n---\n\n", ("At Last", "Lea Brandt", "2023-06-01")),
    ('---\nauthors: [Lea Brandt, "Jo Lind"]\ndate: 1 June 2023\n---\n\n', ("", "Lea Brandt, Jo Lind", "2023-06-01")),
    ("# At Last\n\nBy Lea Brandt, 1 June 2023\n\n", ("At Last", "Lea Brandt", "2023-06-01")),
    ("# At Last\n\nBy Lea Brandt | June 2023\n\n", ("At Last", "Lea Brandt", "2023-06")),
    ("# At Last\n\nBy Lea Brandt and Jo Lind\n\n", ("At Last", "Lea Brandt and Jo Lind", "")),
]


@pytest.mark.parametrize(("head", "told"), HEADS)
def test_heads_of_markdown(head: str, told: tuple[str, str, str]):
    """Title, author and date are read from front matter and from a byline, and are no part of the article."""
    found = cut(article(head + BODY, "a.md"))
    assert (found.title, found.author, found.date) == told
    assert found.sentences[0].text.startswith(BODY[:20])


def test_nothing_new():
    """The same article changes nothing."""
    found = updated(MINE, BODY)
    assert (found.text, found.moved, found.new, found.gone, found.changed) == (MINE, 0, [], [], [])


def test_moved():
    """Where paragraphs change places, locators do, in claims, drafts and skipped sentences, and nothing else does."""
    first, second = BODY.strip().split("\n\n")
    found = updated(MINE, f"{second}\n\n{first}")
    prints = MINE.split("paragraphs: [")[1].split("]")[0]
    one, two = prints.split(", ")
    assert found.text == replaced(
        MINE,
        *(prints, f"{two}, {one}"),
        *("at: '1.2'", 'at: "2.2"', 'at: "1.1"', 'at: "2.1"', "at: 2.2   #", 'at: "1.2"   #'),
        *('"1.3": no', '"2.3": no', '"2.1": nobody', '"1.1": nobody'),
    )
    assert (found.moved, found.new, found.gone, found.changed) == (3, [], [], [])


def test_added():
    """A new sentence gets a draft behind the claim on the sentence before, and entities that only it names."""
    found = updated(MINE, BODY.replace("Nobody was", "Its architect is Ida Brandt. Nobody was"))
    bank = loaded(found.text)
    assert [claim.id for claim in bank.drafts] == ["architect-ida-brandt", "hotel"]
    assert bank.drafts[0].locators == (Locator(1, 3),)
    assert bank.drafts[0].topic == "bridge"
    assert "# the end of it\n\n  #> Its architect is Ida Brandt.\n  - id: architect-ida-brandt\n" in found.text
    assert [(entity.name, entity.kind.value) for entity in found.entities] == [("Ida Brandt", "person")]
    assert bank.skipped == {Locator(1, 4): "no news", Locator(2, 1): "nobody cares"}
    assert FINISHED in found.text


def test_gone():
    """A claim whose sentence is gone becomes a draft whose evidence is nowhere; all else of it stays."""
    found = updated(
        MINE, BODY.replace(" It was built in three years at a cost of 40 million euros. Nobody was hurt.", "")
    )
    assert [told.claim for told in found.gone] == ["cost"]
    assert found.skipped == [(Locator(1, 3), "no news")]
    why = "sentence 1.2, its evidence, is no longer in the article"
    mark = f"  - id: cost\n    draft: true  #! {why}\n"
    assert replaced(FINISHED, "  - id: cost\n", mark, "'1.2'", '"0.0"') in found.text
    assert '  #! gone: "1.3": no news\n' in found.text
    assert [claim.id for claim in loaded(found.text).claims] == ["opening"]
    again = updated(found.text, BODY)
    assert loaded(again.text).drafts[0].locators == (Locator(1, 2),), "it is found again when it comes back"


CHANGES = [
    pytest.param("was built in three years", "was built in four years", True, id="another word, the fragment stands"),
    pytest.param("It was built in three years at", "Ten firms built it at", True, id="much, but the fragment stands"),
    pytest.param("40 million euros", "41 million euros", False, id="the fragment has changed"),
]


@pytest.mark.parametrize(("old", "new", "stands"), CHANGES)
def test_changed(old: str, new: str, stands: bool):
    """A sentence that was edited is told as changed; without its fragment, the claim becomes a draft."""
    found = updated(MINE, BODY.replace(old, new))
    assert [told.claim for told in found.changed] == ["cost"]
    assert (found.gone, found.new) == ([], [])
    assert ("cost" in [claim.id for claim in loaded(found.text).claims]) is stands
    if stands:
        assert FINISHED in found.text.replace(MARK, "")


MARK = "  #! the sentence has changed; see whether the claim still holds (was {})\n".format(
    MINE.split("paragraphs: [")[1].split()[1]
)


@pytest.mark.parametrize(("old", "new", "stands"), CHANGES)
def test_mark(old: str, new: str, stands: bool):
    """A claim or draft whose sentence has changed is marked above it, once, until the sentence is what it was."""
    once = updated(MINE, BODY.replace(old, new))
    twice = updated(once.text, BODY.replace(old, new).replace("euros", "ducats"))
    for found in (once, twice):
        assert MARK + "  - id: cost\n" in found.text
        assert found.text.count("#! the") == 1
        assert [problem.code for problem in marks(found.text)] == ["mark"] * (1 if found is once and stands else 2)
        back = updated(found.text, BODY).text
        assert back.replace("    draft: true\n", "", back.count("cost\n    draft: true")) == MINE


def test_mark_of_a_draft():
    """A draft that has a text is marked too; one that has none is only drafted anew."""
    old = made(BODY)
    edited = BODY.replace("40 million", "41 million")
    assert "#! the" not in updated(old, edited).text
    assert updated(old.replace("    text:\n", "    text: So.\n"), edited).text.count("#! the sentence has changed") == 1


def test_changed_draft():
    """An untouched draft is drafted anew: its sentence in the comment, and its fragment."""
    old = made(BODY)
    found = updated(old, BODY.replace("40 million", "41 million"))
    assert "#> It was built in three years at a cost of 41 million euros.\n" in found.text
    assert "40 million" not in "".join(line for line in found.text.splitlines() if "#?" not in line)
    assert verify(loaded(found.text), article(BODY.replace("40 million", "41 million")).text).problems == ()


@pytest.mark.parametrize("claims", ["claims: []", "claims:", "claims: [] # none yet"])
def test_first_claims(claims: str):
    """An empty list takes drafts; so does one in brackets."""
    bare = f"format: 1\nbank: b\nsource: {{title: T, author: A, date: 2020}}\ntopics: {{}}\nentities: {{}}\n{claims}\n"
    found = updated(bare, BODY)
    bank = loaded(found.text)
    assert len(bank.drafts) == len(bank.source.locators) == 5
    assert verify(bank, BODY).problems == ()
    assert updated(found.text, BODY).text == found.text


def test_claims_in_brackets():
    """A list in brackets takes drafts too."""
    claim = '{id: a, text: Lorne has a bridge., topic: t, kind: fact, evidence: [{at: "1.1", quote: new bridge}]}'
    bare = (
        "format: 1\nbank: b\nsource:\n  title: T\n  author: A\n  date: 2020\n  paragraphs: []\ntopics: {t: T}\n"
        f"entities: {{}}\nclaims: [{claim}]\n"
    )
    bank = loaded(updated(bare, BODY).text)
    assert (len(bank.claims), len(bank.drafts)) == (1, 4)
    assert verify(bank, BODY).problems == ()


def test_windows_line_ends():
    """Lines that are put in end as the others do."""
    old = made(BODY).replace("\n", "\r\n")
    found = updated(old, BODY.replace("Nobody was", "Its architect is Ida Brandt. Nobody was")).text
    assert "Ida Brandt" in found
    assert "\n" not in found.replace("\r\n", "")


def test_another_article():
    """An article that has nothing of the bank is refused."""
    with pytest.raises(InputError, match="not one sentence of the bank is in this article"):
        updated(MINE, "Something else entirely. And more of it.")


def finished(text: str, every: int) -> str:
    """Finish every so-manieth draft as a teacher would, with comments of their own."""
    number = 0

    def write(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return match.group() if number % every else f"    text: What claim {number} says.   # by me\n    # mine too\n"

    text = re.sub(r"    draft: true\n    text:\n", write, text)
    return re.sub(r"kind: opinion\n    speaker:\n", "kind: fact\n", text)


@given(PROSE, st.data())
@settings(max_examples=60)
def test_any_edit(paragraphs: list[list[str]], data: st.DataObject):
    """After sentences were moved, removed and added, all that the teacher wrote is there, and each locator whose
    sentence still exists is right."""
    text = prose(paragraphs)
    if not words(text):
        return
    old = finished(made(text), 2)
    new = data.draw(st.permutations(paragraphs).map(lambda p: [list(each) for each in p]))
    for paragraph in new:
        if data.draw(st.booleans()):
            paragraph.insert(data.draw(st.integers(0, len(paragraph))), "Wells dried up in June 2011.")
        if data.draw(st.booleans()):
            paragraph.pop()
    text = prose([paragraph for paragraph in new if paragraph])
    before = loaded(old)
    try:
        found = updated(old, text)
    except InputError:
        return
    after = loaded(found.text)
    now = {claim.id: claim for claim in (*after.claims, *after.drafts)}
    there = {print_ for prints in after.source.paragraphs for print_ in prints}
    for claim in (*before.claims, *before.drafts):
        assert now[claim.id].text == claim.text
        for one, two in zip(claim.evidence, now[claim.id].evidence, strict=True):
            print_ = before.source.fingerprint(one.at)
            if print_ in there:
                assert after.source.fingerprint(two.at) == print_
    mine = [line for line in old.splitlines() if "by me" in line or "mine too" in line]
    assert [line for line in found.text.splitlines() if "by me" in line or "mine too" in line] == mine
    gone = {told.claim for told in found.gone} | {told.claim for told in found.changed}
    assert {claim.id for claim in before.claims} - gone <= {claim.id for claim in after.claims}
    assert all(problem.code == "fragment" for problem in verify(after, text).problems)
    assert updated(found.text, text).text == found.text


# The command


def test_command(nkquiz: Run, tmp_path: Path):
    """The bank is written beside the article; it lints, verifies, and takes the next edition."""
    source = tmp_path / "bridge.txt"
    source.write_text(BODY, encoding="utf-8")
    done = nkquiz(
        "bank", "new", "bridge.txt", "--title", "At Last", "--author", "Ana", "--date", "2021-05", "--id", "b"
    )
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "Wrote bridge.yaml: 5 sentences, 5 drafts of claims, 2 entities.",
        "Next: `nkquiz bank edit --bank bridge.yaml`, or an editor; `nkquiz bank lint` says what is left to do.",
    ]
    assert done.returncode == 0
    proved = nkquiz("bank", "verify", "--bank", "bridge.yaml", "--source", "bridge.txt")
    assert (proved.stdout, proved.returncode) == ("5 of 5 sentences found, 5 of 5 fragments proved\n", 0)
    lint = nkquiz("bank", "lint", "--bank", "bridge.yaml").stdout.splitlines()
    assert lint[-2:] == [
        "0 of 5 sentences covered (0%), 0 claims, 5 drafts",
        "5 problems (5 warnings), 5 of them drafts to be finished",
    ]
    assert all("lacks a text, 3 restatements, 3 false variants" in line for line in lint[:5])
    again = nkquiz("bank", "new", "bridge.txt")
    assert again.stderr.startswith("nkquiz: bridge.yaml exists\n  --update takes up")
    assert again.returncode == 2
    bank = (tmp_path / "bridge.yaml").read_bytes()
    assert nkquiz("bank", "new", "bridge.txt", "--update").stderr == "bridge.yaml is up to date.\n"
    source.write_text("The old ferry was sold.\n\n" + BODY, encoding="utf-8")
    dry = nkquiz("bank", "new", "bridge.txt", "--update", "--dry-run")
    assert (tmp_path / "bridge.yaml").read_bytes() == bank
    assert dry.stderr.splitlines()[-1] == "Would have updated bridge.yaml."
    real = nkquiz("bank", "new", "bridge.txt", "--update")
    assert real.stderr.splitlines()[0] == "5 pieces of evidence moved with their sentences."
    assert re.fullmatch(
        r"bridge\.yaml:\d+: '[a-z-]+': sentence 1\.1 is new: a draft of a claim", real.stderr.splitlines()[1]
    )
    assert nkquiz("bank", "verify", "--bank", "bridge.yaml", "--source", "bridge.txt").returncode == 0
    bare = nkquiz("bank", "new", "bridge.txt", "--update", "--no-sentences")
    assert bare.stderr == "Updated bridge.yaml.\n"
    assert "#>" not in (tmp_path / "bridge.yaml").read_text(encoding="utf-8").split("format: 1")[1]


def test_standard_output(nkquiz: Run, tmp_path: Path):
    """`-` is standard output, and a dry run writes nothing anywhere."""
    (tmp_path / "bridge.txt").write_text(BODY, encoding="utf-8")
    done = nkquiz("bank", "new", "bridge.txt", "--output", "-", "--date", "2021", "--author", "Ana")
    assert len(loaded(done.stdout).drafts) == 5
    dry = nkquiz("bank", "new", "bridge.txt", "--dry-run")
    assert dry.stdout == ""
    assert dry.stderr.startswith("Would write bridge.yaml: 5 sentences")
    assert "Who wrote it?" in dry.stderr
    assert "When was it written?" in dry.stderr
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["bridge.txt"]


FAULTS = [
    pytest.param(["none.txt"], "cannot read none.txt: No such file", id="no article"),
    pytest.param(["."], "cannot read .: ", id="a folder"),
    pytest.param(["empty.txt"], "there is no sentence in the article", id="an empty article"),
    pytest.param(["bridge.txt", "--date", "May"], "'May' is no date", id="no date"),
    pytest.param(
        ["bridge.txt", "--output", "bridge.txt", "--force"], "cannot write bridge.txt: it is being read", id="itself"
    ),
    pytest.param(["bridge.txt", "--output", "no/b.yaml"], "cannot write no", id="no folder"),
    pytest.param(["bridge.txt", "--update"], "cannot read the bank bridge.yaml", id="nothing to update"),
    pytest.param(["bridge.txt", "--update", "--force"], "--update goes with", id="update by force"),
    pytest.param(["bridge.pdf"], "cannot read bridge.pdf: a .pdf file", id="another format"),
    pytest.param(["bridge.txt", "--update", "--output", "bad.yaml"], "bad.yaml:3: ", id="a broken bank"),
    pytest.param(
        ["bridge.txt", "--update", "--output", "small.yaml"], "not one sentence of the bank", id="another bank"
    ),
]


@pytest.mark.parametrize(("arguments", "message"), FAULTS)
def test_faults(nkquiz: Run, tmp_path: Path, small_file: Path, arguments: list[str], message: str):
    """What can't be done is told in one line with a hint, and nothing is written."""
    (tmp_path / "bridge.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "bridge.pdf").write_bytes(b"%PDF")
    (tmp_path / "empty.txt").write_text(" \n...\n", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("format: 1\nbank: {\n", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    done = nkquiz("bank", "new", *arguments)
    assert done.stderr.startswith(f"nkquiz: {message}")
    assert (done.returncode, done.stdout) == (2, "")
    assert before == {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}


def test_small_bank_takes_a_new_edition():
    """A bank that was written by hand, in a style of its own, keeps it."""
    found = update(SMALL_BANK, loaded(SMALL_BANK), article(SMALL_ARTICLE.replace("It cost", "It is red. It cost")))
    new = """\
  #> It is red.
  - id: red
    draft: true
    text:
    topic: opening
    kind: fact
    evidence:
      - {at: "1.2", quote: It is red}
    restatements:
    false_variants:
"""
    assert found.text == replaced(
        SMALL_BANK,
        *(" c371f2687a49", f" {fingerprint('It is red.')} c371f2687a49"),
        *('"1.2"', '"1.3"', "  - id: cost", f"{new}  - id: cost"),
    )
