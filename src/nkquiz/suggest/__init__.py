"""Suggestions: a claim -> false variants of it and lures, for an author to take or leave.

Each changes one thing that the claim says. Everything here is a proposal, and errs on the side of proposing less: a
sentence that nobody would write helps nobody.
"""
