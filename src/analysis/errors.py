"""The exceptions of Khabar: each is something that a caller can act on."""

from __future__ import annotations


class KhabarError(Exception):
    """What went wrong, where, and what to do: the command prints it and exits with 2."""


class InputError(KhabarError):
    """An input cannot be used at all: no such path, no such format, no article in it."""


class SchemaError(KhabarError):
    """A table, a lexicon or an annotation file breaks its documented form."""


class BackendError(KhabarError):
    """A recogniser is unknown, not installed, or broke its contract."""


class ReportError(KhabarError):
    """A report cannot be rendered: unknown parameter, failing notebook, no such tables."""
