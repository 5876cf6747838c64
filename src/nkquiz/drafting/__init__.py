"""Drafting: an article -> the beginnings of its bank, and an article's changes -> those of its bank.

Everything here is a proposal that a teacher goes over: it errs on the side of proposing.
"""
