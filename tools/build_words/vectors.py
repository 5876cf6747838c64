"""Vectors of words and definitions from the sentence embedding model, and their compact form for the table."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from wordnet import WordNet

Vectors = npt.NDArray[np.float32]

#: The length of the compact vectors: so long that a byte seldom overflows.
LENGTH = 250

#: Two phrases by part of speech that make the model read a word as that part of speech.
TEMPLATES = {
    "n": ("the {}", "{} (noun)"),
    "v": ("to {}", "they {} it"),
    "a": ("very {}", "a {} thing"),
    "r": ("it was done {}", "{} (adverb)"),
}


def embed(texts: Sequence[str], model_folder: Path, batch: int = 256) -> Vectors:
    """Mean-pooled, normalised sentence vectors of the texts."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(str(model_folder))
    model: Any = AutoModel.from_pretrained(str(model_folder))
    model.eval()
    order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), i))
    out = np.zeros((len(texts), model.config.hidden_size), dtype=np.float32)
    with torch.inference_mode():
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            encoded = tokenizer(
                [texts[i] for i in rows], padding=True, truncation=True, max_length=64, return_tensors="pt"
            )
            hidden = model(**encoded).last_hidden_state
            mask = encoded["attention_mask"].unsqueeze(-1).float()
            mean = (hidden * mask).sum(1) / mask.sum(1)
            out[rows] = torch.nn.functional.normalize(mean, dim=1).numpy()
            if start // batch % 100 == 0:
                print(f"  embedded {start}/{len(texts)}", file=sys.stderr, flush=True)
    return out


def cached_embed(texts: list[str], model_folder: Path, cache: Path | None, name: str) -> Vectors:
    """Embed with an optional cache file per named list of texts; only texts that it lacks are embedded."""
    path = cache.with_name(f"{cache.name}-{name}.npz") if cache else None
    known: dict[str, Vectors] = {}
    if path and path.exists():
        with np.load(path) as stored:
            known = dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True))
    missing = sorted(set(texts) - set(known))
    if missing:
        known.update(zip(missing, embed(missing, model_folder), strict=True))
        if path:
            np.savez(path, texts=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[text] for text in texts])


def normalise(vectors: Vectors) -> Vectors:
    """Scale the rows to length one."""
    norm = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norm, 1e-9), dtype=np.float32)


class Meaning:
    """Word vectors by part of speech and definition vectors by synset, with cosines after centring."""

    def __init__(self, net: WordNet, vocabulary: set[str], model_folder: Path, cache: Path | None) -> None:
        self.net = net
        self.keys = sorted(key for key in net.senses if key[0] in vocabulary)
        self.row = {key: i for i, key in enumerate(self.keys)}
        self.rows_of = {pos: [i for i, key in enumerate(self.keys) if key[1] == pos] for pos in "nvar"}
        self.words = sorted(vocabulary)
        self.word_row = {word: i for i, word in enumerate(self.words)}
        alone = cached_embed(self.words, model_folder, cache, "words")
        self.alone = normalise(alone - alone.mean(axis=0))
        vectors = alone[[self.word_row[word] for word, _ in self.keys]]
        for i in range(2):
            texts = [TEMPLATES[pos][i].format(word) for word, pos in self.keys]
            part = cached_embed(texts, model_folder, cache, f"template{i}")
            self._centre(part)
            vectors = vectors + 0.7 * part
        self._centre(vectors)
        self.vectors = normalise(vectors)
        self.sids = sorted({sense.sid for key in self.keys for sense in net.senses[key][:5]})
        self.sid_row = {sid: i for i, sid in enumerate(self.sids)}
        glosses = cached_embed([net.synsets[sid].definition for sid in self.sids], model_folder, cache, "glosses")
        self.glosses = normalise(glosses - glosses.mean(axis=0))

    def compact(self, size: int = 64) -> dict[str, bytes]:
        """Return the words' vectors on their main axes, as signed bytes, all of about the same length."""
        centred = self.alone.astype(np.float64)
        _, axes = np.linalg.eigh(centred.T @ centred)
        short = centred @ axes[:, ::-1][:, :size]
        short /= np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-9)
        rows = np.clip(np.round(short * LENGTH), -127, 127).astype(np.int8)
        return {word: rows[row].tobytes() for word, row in self.word_row.items()}

    def _centre(self, vectors: Vectors) -> None:
        for rows in self.rows_of.values():
            vectors[rows] -= vectors[rows].mean(axis=0)

    def cosine(self, first: str, second: str, pos: str) -> float:
        """Cosine of two words of one part of speech."""
        return float(self.vectors[self.row[first, pos]] @ self.vectors[self.row[second, pos]])

    def loose(self, first: str, second: str) -> float:
        """Cosine of two words across parts of speech."""
        return float(self.alone[self.word_row[first]] @ self.alone[self.word_row[second]])

    def definitions(self, first: str, second: str) -> float:
        """Cosine of the definitions of two synsets, 0 where one was left out."""
        if first not in self.sid_row or second not in self.sid_row:
            return 0.0
        return float(self.glosses[self.sid_row[first]] @ self.glosses[self.sid_row[second]])

    def gloss(self, first: str, second: str, pos: str) -> float:
        """Best cosine of the definitions of the frequent senses of two words, damped for rare senses."""
        best = 0.0
        for one in self.net.senses[first, pos][:4]:
            for two in self.net.senses[second, pos][:4]:
                damp = min(1.0, 0.6 + 0.8 * math.sqrt(one.share * two.share))
                best = max(best, self.definitions(one.sid, two.sid) * damp)
        return best
