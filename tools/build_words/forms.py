"""The vocabulary and its forms: which lemmas the table holds, and which inflected or British forms lead to them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from curated import EXTRA, FUNCTION_WORDS, NATURE_FILES, OPPOSITES, REGULAR_TOO
from spelling import british_variants, inflect
from wordnet import WORD, LemmaPos, WordNet

#: How a form leads to a lemma.
REGULAR, IRREGULAR, LEMMA = 0, 1, 2
#: Form -> its lemmas, and its parts of speech as letters; both most frequent first.
Forms = dict[str, tuple[list[str], str]]


def base_scores(net: WordNet, lemmas: set[str], pieces: frozenset[str]) -> dict[str, float]:
    """Score the lemmas by SemCor count, the model's word list and their frequency in glosses."""
    doubled = net.doubled()
    seen = Counter[str]()
    for synset in net.synsets.values():
        seen.update(set(WORD.findall(synset.gloss.lower())))
    score: dict[str, float] = {}
    for lemma in lemmas:
        forms = {lemma}.union(*(inflect(lemma, pos, doubled) for pos in "nvar" if (lemma, pos) in net.senses))
        known = 3.0 if lemma in pieces else 2.0 if forms & pieces else 0.0
        gloss = sum(seen[form] for form in forms)
        count = net.count(lemma)
        score[lemma] = (10.0 if count else 0.0) + known + math.log2(1 + gloss) + min(5.0, math.log2(1 + count))
    return score


def rare_score(net: WordNet, lemma: str, core: set[str], score: float) -> float:
    """Adjust the score of a lemma outside the core by its links to it, its kind and its form."""
    links = set[str]()
    kinds = set[int]()
    for pos in "nvar":
        for sense in net.senses.get((lemma, pos), ())[:2]:
            synset = net.synsets[sense.sid]
            kinds.add(synset.lexfile)
            links.update(core.intersection(synset.words))
            for symbol, target, source, at in synset.pointers:
                if symbol in ("+", "\\", "!", "<") and source and synset.words[source - 1] == lemma:
                    links.update({net.synsets[target].words[at - 1]} & core)
                elif symbol == "&":
                    links.update(core.intersection(net.synsets[target].words))
    score += min(3.0, 1.2 * len(links))
    if kinds <= NATURE_FILES:
        score -= 3.0
    tops = [net.synsets[net.senses[lemma, pos][0].sid] for pos in "nvar" if (lemma, pos) in net.senses]
    if any(top.pos == "v" for top in tops):
        score += 2.5  # verbs are few and carry the news
    if any(lemma.startswith(p) and lemma[len(p) :] in core for p in ("re", "un", "dis", "out", "over")):
        score += 1.0
    if all(any(s in (";c", "\\") for s, *_ in top.pointers) for top in tops if top.pos in "na"):
        score -= 1.5  # terms of a special field
    return score


def choose_vocabulary(net: WordNet, pieces: frozenset[str], limit: int) -> set[str]:
    """The ``limit`` best lemmas, frequent ones and the model's own words first, and those of the curated lists."""
    lemmas = {lemma for lemma, _ in net.senses}
    score = base_scores(net, lemmas, pieces)
    core = {lemma for lemma in lemmas if score[lemma] >= 10 or lemma in pieces}
    for lemma in lemmas - core:
        score[lemma] = rare_score(net, lemma, core, score[lemma])
    ranked = sorted(lemmas, key=lambda lemma: (-score[lemma], lemma))
    must = EXTRA.union(*OPPOSITES)
    return set(ranked[:limit]) | (must & lemmas)


def regular_forms(spelling: str, pos: str, odd: set[str], doubled: frozenset[str]) -> set[str]:
    """Regular forms of one spelling of a lemma, without those that its irregular forms ``odd`` replace."""
    regular = inflect(spelling, pos, doubled)
    if len(spelling) <= 2 and pos != "v":
        return set()
    if pos == "n" and spelling.endswith(("man", "is")) and any(not form.endswith(spelling[-1]) for form in odd):
        return set()
    if pos == "a" and odd:
        return set()
    past = (spelling, spelling[:-1] + "i", spelling + spelling[-1])
    if pos == "v" and any(not form.endswith(("ing", "s")) and form[:-2] not in past for form in odd):
        return {form for form in regular if not form.endswith("ed") or form in odd or spelling in REGULAR_TOO}
    return regular


def find_routes(net: WordNet, vocabulary: set[str]) -> dict[str, dict[LemmaPos, int]]:
    """Every form with the lemmas and parts of speech it leads to, and how."""
    doubled = net.doubled()
    routes: dict[str, dict[LemmaPos, int]] = defaultdict(dict)
    irregular: dict[LemmaPos, set[str]] = defaultdict(set)
    for form, bases in net.exceptions.items():
        for key in bases:
            irregular[key].add(form)
    spellings: dict[str, set[str]] = defaultdict(set)
    for british, word in net.british.items():
        spellings[word].add(british)
    for lemma in vocabulary:
        for pos in "nvar":
            if (lemma, pos) not in net.senses:
                continue
            for spelling in {lemma, *spellings[lemma], *british_variants(lemma)}:
                routes[spelling][lemma, pos] = LEMMA
                for form in regular_forms(spelling, pos, irregular[spelling, pos], doubled):
                    routes[form].setdefault((lemma, pos), REGULAR)
            for form in irregular[lemma, pos]:
                routes[form][lemma, pos] = max(IRREGULAR, routes[form].get((lemma, pos), REGULAR))
    return routes


def build_forms(net: WordNet, vocabulary: set[str]) -> Forms:
    """The ``form`` table without routes that frequency makes implausible."""
    result: Forms = {}
    for form, found in find_routes(net, vocabulary).items():
        if form in FUNCTION_WORDS and form not in ("mine", "being"):
            found = {key: kind for key, kind in found.items() if kind != REGULAR or net.count(*key) > 20}
        total = Counter[str]()
        by_pos = Counter[str]()
        top = max((net.count(*key) for key in found), default=0)
        for (lemma, pos), kind in found.items():
            count = net.count(lemma, pos)
            if kind == REGULAR and count * 50 < top and LEMMA in found.values():
                continue
            total[lemma] += count
            by_pos[pos] += count + 1
        if total:
            lemmas = sorted(total, key=lambda word: (-total[word], word != form, word))
            letters = sorted(by_pos, key=lambda pos: (-by_pos[pos], "nvar".index(pos)))
            result[form] = (lemmas, "".join(letters))
    return result
