"""Reports and banks as plain data for JSON. The keys are a contract, tested one by one."""

from __future__ import annotations

from typing import Any

from nkquiz.export.data import source_data as source_data
from nkquiz.export.data import to_json as to_json
from nkquiz.model import Checked, Claim, Finding, Item, Report

VERSION = 1


def claim_data(claim: Claim) -> dict[str, Any]:
    """Return what a report says of a claim: id, text, and its first evidence; null where it has none."""
    first = claim.evidence[0] if claim.evidence else None
    locator, fragment = (str(first.at), first.quote) if first else (None, None)
    return {"claim": claim.id, "text": claim.text, "locator": locator, "fragment": fragment}


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "relation": finding.relation.value,
        "message": finding.message,
        "start": finding.start,
        "end": finding.end,
        "claim": finding.claim,
    }


def report_data(report: Report, id_: str | int | None = None) -> dict[str, Any]:
    """Return a report as one JSON object."""
    return {
        "id": id_,
        "statement": report.statement,
        "verdict": report.verdict.value,
        "confidence": report.confidence,
        "reason": report.reason,
        "parts": [
            {
                "text": part.text,
                "start": part.start,
                "end": part.end,
                "verdict": part.verdict.value,
                "confidence": part.confidence,
                "reason": part.reason,
                "evidence": [claim_data(claim) for claim in part.claims],
            }
            for part in report.parts
        ],
        "evidence": [claim_data(claim) for claim in report.claims],
        "findings": [_finding_data(finding) for finding in report.findings],
        "closest": [claim_data(claim) for claim in report.closest],
    }


def item_data(item: Item) -> dict[str, Any]:
    """Return a checked statement as one JSON object; a sentence of a document also says where it stands, and whether
    it was checked."""
    if item.sentence is None:
        assert item.report is not None
        return report_data(item.report, item.id) | _why(item)
    sentence = item.sentence
    place = {"line": sentence.line, "document_start": sentence.start, "document_end": sentence.end}
    if item.report is not None:
        return report_data(item.report, item.id) | _why(item) | {"checked": True} | place
    left_out = sentence.left_out.value if sentence.left_out else None
    return {"id": item.id, "statement": item.text, "checked": False, "left_out": left_out} | place


def _why(item: Item) -> dict[str, Any]:
    if item.explanation is None:
        return {}
    from nkquiz.render.explain import explanation_data  # most runs explain nothing

    return {"explanation": explanation_data(item.explanation)}


def document_data(checked: Checked) -> dict[str, Any]:
    """Return the summary of a document."""
    return {
        "name": checked.name,
        "sentences": len(checked.items),
        "checked": len(checked.reports),
        "verdicts": {verdict.value: number for verdict, number in checked.verdicts.items()},
        "left_out": {reason.value: number for reason, number in checked.left_out.items()},
    }


def claim_details(claim: Claim) -> dict[str, Any]:
    """Return everything a bank holds of a claim."""
    note = {"text": claim.note.text, "basis": claim.note.basis} if claim.note else None
    return {
        "id": claim.id,
        "text": claim.text,
        "topic": claim.topic,
        "kind": claim.kind.value,
        "speaker": claim.speaker or None,
        "evidence": [{"locator": str(evidence.at), "fragment": evidence.quote} for evidence in claim.evidence],
        "restatements": [restatement.text for restatement in claim.restatements],
        "false_variants": [{"text": v.text, "reason": v.reason.value, "why": v.why} for v in claim.false_variants],
        "note": note,
        "draft": claim.draft,
    }
