"""Questions made from claims, rounds of them, and grading."""
