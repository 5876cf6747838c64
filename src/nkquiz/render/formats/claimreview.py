"""schema.org ClaimReview as JSON-LD: one review a statement, for search engines and fact-check archives."""

from __future__ import annotations

from typing import Any, TextIO

from nkquiz.model import Bank, Checked, Item, Report, Source, Verdict
from nkquiz.render.data import to_json

# 1 stands for "says the contrary", 5 for "says so"; what is not in the source is neither.
RATINGS = {
    Verdict.SUPPORTED: (5, "Supported by the source"),
    Verdict.MIXED: (3, "Partly supported by the source"),
    Verdict.NOT_IN_SOURCE: (3, "Not in the source"),
    Verdict.CONTRADICTED: (1, "Contradicted by the source"),
}


def write(checked: Checked, bank: Bank, stream: TextIO) -> None:
    """Write a graph of reviews. There is no date in it but the source's own, so that it is always the same."""
    reviews = [_review(item, item.report, checked, bank.source) for item in checked.items if item.report]
    print(to_json({"@context": "https://schema.org", "@graph": reviews}, indent=2), file=stream)


def _review(item: Item, report: Report, checked: Checked, source: Source) -> dict[str, Any]:
    value, name = RATINGS[report.verdict]
    claim: dict[str, Any] = {"@type": "Claim", "text": item.text}
    if checked.name:
        claim["appearance"] = {"@type": "CreativeWork", "name": checked.name}
    if item.line:
        claim["position"] = item.line
    return {
        "@type": "ClaimReview",
        "identifier": str(item.id),
        "claimReviewed": item.text,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": value,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": name,
        },
        "reviewBody": report.reason,
        "itemReviewed": claim,
        "author": {"@type": "Organization", "name": "nkquiz"},
        "citation": _citation(report, source),
    }


def _citation(report: Report, source: Source) -> dict[str, Any]:
    """Return the source as far as the bank knows it, with the fragments that decided."""
    cited: dict[str, Any] = {"@type": "Article", "name": source.title}
    if source.author:
        cited["author"] = {"@type": "Person", "name": source.author}
    if source.date:
        cited["datePublished"] = source.date
    if source.url:
        cited["url"] = source.url
    quotations = [
        {"@type": "Quotation", "text": evidence.quote, "position": str(evidence.at)}
        for claim in report.claims
        for evidence in claim.evidence
    ]
    return cited | ({"hasPart": quotations} if quotations else {})
