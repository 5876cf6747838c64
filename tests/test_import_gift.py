"""GIFT: every kind of question and sign of the format, and what of it is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkquiz.errors import InputError
from nkquiz.imports.gift import category_title, read
from nkquiz.model import WrittenQuestion
from nkquiz.text import one_line


def written(ask: str, key: str, *lures: str | tuple[str, str], **more: object) -> list[object]:
    """Return a question as `shown` does, with what of it is not empty."""
    return [ask, key, *lures, *(f"{name}={value}" for name, value in more.items())]


def shown(question: WrittenQuestion) -> list[object]:
    lures = [(lure.text, lure.why) if lure.why else lure.text for lure in question.lures]
    more = {"also": question.also, "tolerance": question.tolerance, "why": question.why}
    return [question.ask, question.key, *lures, *(f"{name}={value}" for name, value in more.items() if value)]


CASES = [
    # Multiple choice
    (
        "Who sat in the tub?{~Ann =Ben ~Cy}",
        "Who sat in the tub? Ben",
        written("Who sat in the tub?", "Ben", "Ann", "Cy"),
    ),
    ("Who?{=Ben~Ann}", "Who? Ben", written("Who?", "Ben", "Ann")),
    ("Who? {\n\t~Ann\n\t=Ben\n}", "Who? Ben", written("Who?", "Ben", "Ann")),
    ("Who?\n{\n=Ben\n~Ann\n}\n", "Who? Ben", written("Who?", "Ben", "Ann")),
    (
        "Who?{=Ben#Yes ~Ann#She was\nout.}",
        "Who? Ben",
        written("Who?", "Ben", ("Ann", "She was out."), why="(To the right answer: Yes)"),
    ),
    ("Who?{=Ben ~Ann####Ben was.}", "Who? Ben", written("Who?", "Ben", "Ann", why="Ben was.")),
    (
        "Who?{=Ben#Yes ~Ann####Ben was.}",
        "Who? Ben",
        written("Who?", "Ben", "Ann", why="Ben was. (To the right answer: Yes)"),
    ),
    ("Who?{~%100%Ben ~Ann}", "Who? Ben", written("Who?", "Ben", "Ann")),
    ("Who?{~%100%Ben ~%-50%Ann}", "Who? Ben", written("Who?", "Ben", "Ann")),
    ("Who?{=Ben ~%-33.333%Ann ~%0%Cy}", "Who? Ben", written("Who?", "Ben", "Ann", "Cy")),
    ("Who?{=Ben ~Ann ~Ann}", "Who? Ben", written("Who?", "Ben", "Ann")),
    ("Who?{=Ben ~ ~Ann}", "Who? Ben", written("Who?", "Ben", "Ann")),
    ("Who?{ = Ben \n ~ Ann }", "Who? Ben", written("Who?", "Ben", "Ann")),
    ("Which share?{=50% ~20%}", "Which share? 50%", written("Which share?", "50%", "20%")),
    # Names, comments, ids, categories
    ("::Tub::Who?{=Ben ~Ann}", "Who? Ben", written("Who?", "Ben", "Ann")),
    (":: Tub ::\nWho?{=Ben ~Ann}", "Who? Ben", written("Who?", "Ben", "Ann")),
    ("// a comment\nWho?{=Ben ~Ann}", "Who? Ben", written("Who?", "Ben", "Ann")),
    ("Who?{\n// ~Dan\n=Ben\n ~Ann}", "Who? Ben", written("Who?", "Ben", "Ann")),
    ("   // {\nWho?{=Ben ~Ann}", "Who? Ben", written("Who?", "Ben", "Ann")),
    (
        "See http\\://x.org // here{=Ben ~Ann}",
        "See http://x.org // here Ben",
        written("See http://x.org // here", "Ben", "Ann"),
    ),
    ("$CATEGORY: a/b\n\nWho?{=Ben ~Ann}", "Who? Ben", written("Who?", "Ben", "Ann")),
    ("$CATEGORY: a/b\nWho?{=Ben ~Ann}", "Who? Ben", written("Who?", "Ben", "Ann")),
    # Missing word
    ("The {~cat =dog} barks.", "The dog barks.", written("The ____ barks.", "dog", "cat")),
    ("{=Ben ~Ann} sat there.", "Ben sat there.", written("____ sat there.", "Ben", "Ann")),
    ("The dog {=barks}.", "The dog barks.", written("The dog ____.", "barks")),
    ("It was in {#1822}, they say.", "It was in 1822, they say.", written("It was in ____, they say.", "1822")),
    (
        "The __ and the {=dog ~cat} bark.",
        "The ____ and the ____ bark. dog",
        written("The ____ and the ____ bark.", "dog", "cat"),
    ),
    # Short answers
    ("Who?{=Ben}", "Who? Ben", written("Who?", "Ben")),
    ("Who?{Ben}", "Who? Ben", written("Who?", "Ben")),
    ("Who?{=Ben =Benjamin}", "Who? Ben", written("Who?", "Ben", also=("Benjamin",))),
    ("Who?{=%100%Ben =%100%Benjamin}", "Who? Ben", written("Who?", "Ben", also=("Benjamin",))),
    (
        "Who?{=Ben#Well done =%0%Ann#She was out.}",
        "Who? Ben",
        written("Who?", "Ben", why="(To the right answer: Well done) (To 'Ann': She was out.)"),
    ),
    ("Who?{=Ben =%0%*#Look again.}", "Who? Ben", written("Who?", "Ben", why="(To other answers: Look again.)")),
    ("2 \\* 3?{=\\*}", "2 \\* 3? *", written("2 \\* 3?", "*")),
    ("Who?{=Ben =Ben}", "Who? Ben", written("Who?", "Ben")),
    # True and false
    ("Dogs bark.{T}", "Dogs bark.", written("True or false: Dogs bark.", "true", "false")),
    ("Dogs bark.{TRUE}", "Dogs bark.", written("True or false: Dogs bark.", "true", "false")),
    ("Dogs bark. { TRUE }", "Dogs bark.", written("True or false: Dogs bark.", "true", "false")),
    (
        "Dogs bark.{T#They do.#Yes}",
        "Dogs bark.",
        written("True or false: Dogs bark.", "true", ("false", "They do."), why="(To the right answer: Yes)"),
    ),
    (
        "Dogs bark.{T##Yes}",
        "Dogs bark.",
        written("True or false: Dogs bark.", "true", "false", why="(To the right answer: Yes)"),
    ),
    (
        "Dogs bark.{T####A dog barks.}",
        "Dogs bark.",
        written("True or false: Dogs bark.", "true", "false", why="A dog barks."),
    ),
    ("Young dogs meow.{F}", "", written("True or false: Young dogs meow.", "false", "true")),
    (
        "Young dogs meow.{FALSE#See page 3.}",
        "",
        written("True or false: Young dogs meow.", "false", ("true", "See page 3.")),
    ),
    (
        "Young dogs meow.{FALSE#Young dogs bark.}",
        "Young dogs bark.",
        written("True or false: Young dogs meow.", "false", ("true", "Young dogs bark.")),
    ),
    (
        "Young dogs meow.{FALSE####Young dogs bark.}",
        "Young dogs bark.",
        written("True or false: Young dogs meow.", "false", "true", why="Young dogs bark."),
    ),
    (
        "[plain]True or false, by the text?\\nDogs bark.{T}",
        "Dogs bark.",
        written("True or false: Dogs bark.", "true", "false"),
    ),
    # Numbers
    ("When?{#1822}", "When? 1822", written("When?", "1822")),
    ("When?{#1822:5}", "When? 1822", written("When?", "1822", tolerance=5.0)),
    ("When?{# 1822 : 5 }", "When? 1822", written("When?", "1822", tolerance=5.0)),
    ("Pi?{#3.1415:0.0005}", "Pi? 3.1415", written("Pi?", "3.1415", tolerance=0.0005)),
    ("Pi?{#3.141..3.142}", "Pi? 3.1415", written("Pi?", "3.1415", tolerance=0.0005)),
    ("How many?{#3..5}", "How many? 4", written("How many?", "4", tolerance=1.0)),
    ("How many?{#-3}", "How many? -3", written("How many?", "-3")),
    ("How many?{#1e3}", "How many? 1000", written("How many?", "1000")),
    ("How many?{#3:0}", "How many? 3", written("How many?", "3")),
    (
        "How many?{#=3#Yes =%0%4#No}",
        "How many? 3",
        written("How many?", "3", why="(To the right answer: Yes) (To '4': No)"),
    ),
    ("How many?{#=3 ~#Count again.}", "How many? 3", written("How many?", "3", why="(To other answers: Count again.)")),
    ("How many?{#=3 =4}", "How many? 3", written("How many?", "3", also=("4",))),
    # Signs and formats
    (
        "Is 2\\+2\\=4 \\{or\\} \\~5\\: \\#1?{=\\=4 ~5}",
        "Is 2\\+2=4 {or} ~5: #1? =4",
        written("Is 2\\+2=4 {or} ~5: #1?", "=4", "5"),
    ),
    ("A \\\\ or /?{=\\\\ ~/}", "A \\ or /? \\", written("A \\ or /?", "\\", "/")),
    ("One\\ntwo?{=Ben ~Ann}", "One two? Ben", written("One two?", "Ben", "Ann")),
    ("$$\\frac\\{1\\}\\{2\\}$$?{=0.5 ~2}", "$$\\frac{1}{2}$$? 0.5", written("$$\\frac{1}{2}$$?", "0.5", "2")),
    ("[plain]Is <b> bold?{=[plain]<b> ~[plain]&lt;}", "Is <b> bold? <b>", written("Is <b> bold?", "<b>", "&lt;")),
    ("[html]<p>Who <b>sat</b>?</p>{=<i>Ben</i> ~Ann &amp; Cy}", "Who sat? Ben", written("Who sat?", "Ben", "Ann & Cy")),
    ("[markdown]Who **sat**?{=*Ben* ~Ann}", "Who sat? Ben", written("Who sat?", "Ben", "Ann")),
    ("[moodle]Who <em>sat</em>?{=Ben ~Ann}", "Who sat? Ben", written("Who sat?", "Ben", "Ann")),
    ("Is a < b or b > a?{=a < b ~b > a}", "Is a < b or b > a? a < b", written("Is a < b or b > a?", "a < b", "b > a")),
    ("[plain]%50% of what?{=[plain]%50% ~[plain]all}", "%50% of what? %50%", written("%50% of what?", "%50%", "all")),
    ("[note] Who?{=Ben ~Ann}", "[note] Who? Ben", written("[note] Who?", "Ben", "Ann")),
    (
        "[html]H<sub>2</sub>O, x<sup>2</sup>, x<sup>ab</sup>?{=Ben ~Ann}",
        "H₂O, x², x^(ab)? Ben",
        written("H₂O, x², x^(ab)?", "Ben", "Ann"),
    ),
    (
        "Wer saß in der Tonne? \ufeff{=Jürgen ~Özgür}",
        "Wer saß in der Tonne? Jürgen",
        written("Wer saß in der Tonne?", "Jürgen", "Özgür"),
    ),
    ("Who?{=Ben\r\n~Ann}\r\n", "Who? Ben", written("Who?", "Ben", "Ann")),
    # Matching
    ("Match.{=dog -> barks =cat -> meows}", "dog: barks", written("Match. dog", "barks", "meows")),
    ("Match{=dog->barks=cat->meows}", "dog: barks", written("Match: dog", "barks", "meows")),
    ("Match.{=dog -> barks =dog -> bites =cat -> meows}", "dog: barks", written("Match. dog", "barks", "meows")),
    ("Match.{=dog -> barks = -> meows}", "dog: barks", written("Match. dog", "barks", "meows")),
    # Left out
    ("Write about dogs.{}", None, "is an essay: left out"),
    ("Write about dogs.{####Be brief.}", None, "is an essay: left out"),
    ("Read this first.", None, "is a description without an answer: left out"),
    ("Who?{=Ben ~Ann", None, "has a brace without its partner: left out"),
    ("Who? =Ben}", None, "has a brace without its partner: left out"),
    ("The {=dog} and the {=cat}.", None, "has braces after its answers, which need a backslash before them: left out"),
    ("Who?{~%50%Ben ~%50%Ann ~%-100%Cy}", None, "has several answers to choose together: left out"),
    ("Who?{=Ben =Ann ~Cy}", None, "has several right answers: left out"),
    ("Who?{~Ben ~Ann}", None, "has no right answer: left out"),
    ("Who?{=Ben ~Ben}", None, "has the right answer 'Ben' among the wrong ones: left out"),
    ("Who?{~=Ben}", None, "has no wrong answer to choose: left out"),
    ("Who?{=B*n}", None, "has a * in its answer, which stands for anything: left out"),
    ("Who?{=%50%Ben}", None, "has no right answer: left out"),
    ("{=Ben ~Ann}", None, "has no text: left out"),
    ("Match.{=dog -> barks =cat}", None, "has a pair without ->: left out"),
    ("Match.{=dog -> barks =cat -> barks}", None, "has fewer than two different answers to match: left out"),
    ("When?{#soon}", None, "has an answer that is no number: 'soon': left out"),
    ("When?{#1,5}", None, "has an answer that is no number: '1,5': left out"),
    ("When?{#}", None, "has no right answer: left out"),
    ("When?{#5..3}", None, "has a range that ends before it begins: left out"),
    ("When?{#0:1}", None, "asks for 0, with a tolerance: left out"),
    ("When?{#=3:1 =5:1}", None, "has several right numbers that may be missed by something: left out"),
    ("[html]Who is <img src=x.png>?{=Ben ~Ann}", None, "has a picture: left out"),
    ("Where to?{=up->down}", None, "has fewer than two different answers to match: left out"),
    ("Hear <audio src\\=x>.{=Ben ~Ann}", None, "has a sound: left out"),
]


@pytest.mark.parametrize(("text", "claim", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_question(text: str, claim: str | None, expected: list[object] | str):
    """Each question becomes this claim with this question, or is left out for this reason."""
    imported = read(text.encode(), "a.gift")
    if claim is None:
        assert not imported.found
        assert [problem.message.partition("' ")[2] for problem in imported.left_out] == [expected]
    else:
        assert not imported.left_out
        found = imported.found[0]
        assert (found.text, shown(found.questions[0])) == (claim, expected)


@pytest.mark.parametrize("text", ["Who?{=Ben =%50%Benny}", "Who?{=Ben ~%50%Benny ~Ann}", "When?{#=3 =%50%4}"])
def test_part_of_the_grade(text: str):
    """An answer that counts in part is left out, and told; the question is kept."""
    imported = read(text.encode(), "a.gift")
    assert len(imported.found) == 1
    assert "has an answer that counts 50 percent" in imported.left_out[0].message


FILE = """\
// the first question
// [id:dogs-1] [tag:pets]
::Dogs::Do dogs bark?{=yes ~no}

$CATEGORY: $course$/top/Zoo/Cats

// only a comment

::Cats::Do cats bark?{=no ~yes}
"""


def test_file():
    """Questions know their line, name, id and topic; comments alone are nothing."""
    imported = read(FILE.encode(), "a.gift")
    assert [(f.line, f.name, f.id, f.topic) for f in imported.found] == [
        (3, "Dogs", "dogs-1", ""),
        (9, "Cats", "", "Cats"),
    ]
    assert not imported.left_out


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("$course$/top/Zoo/Cats", "Cats"),
        ("top", ""),
        ("$course$", ""),
        ("a // b", "a / b"),
        ("top/a//b", "a/b"),
        ("Zoo/", "Zoo"),
        ("", ""),
    ],
)
def test_category(path: str, title: str):
    """The last part of a category's path is the topic."""
    assert category_title(path) == title


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"caf\xe9?{T}", b"a\0b"])
def test_no_text(data: bytes):
    """What is no text is refused with its line."""
    with pytest.raises(InputError, match=r"a\.gift"):
        read(data, "a.gift")


ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


@given(st.text(alphabet=st.sampled_from(list("ab {}=~#%->:\\n[]/$T.5*_\n")) | ANY, max_size=80))
def test_any_text(text: str):
    """Any text is read without a fault, and what is found of it can be shown on one line."""
    imported = read(text.encode(), "a.gift")
    for found in imported.found:
        for question in found.questions:
            assert question.ask == one_line(question.ask) != ""
            assert question.key == one_line(question.key) != ""
