"""Students' texts: bytes -> Document, whose sentences know their place in the original and whether they are checked."""
