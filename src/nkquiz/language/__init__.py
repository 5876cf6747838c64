"""General English: tokens and their lemmas, kinship of words, names, numbers, dates, typing errors.

Nothing here knows an article; a bank's names come in as an argument. Both `check` and `quiz` read with it.
"""
