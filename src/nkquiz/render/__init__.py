"""Dataclasses -> text for people (Rich) and for programs (JSON). The only package that knows Rich."""
