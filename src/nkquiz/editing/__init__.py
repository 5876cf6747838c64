"""Editing: small changes to one claim of a bank file, which leave every other byte of it as it was."""
