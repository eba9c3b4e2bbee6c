"""Quotations of a sentence in which a few persons are known."""

from types import SimpleNamespace

from analysis.quotes import quotations

PERSONS = ["سامي حداد", "ليلى منصور", "منصور", "حداد"]


def read(text, institutions=()):
    """The quotations of a text; its persons are those of PERSONS, its institutions or states are these."""
    names = [
        SimpleNamespace(start=at, end=at + len(name), type=type_, entity_id=name, name=name)
        for type_, name in institutions
        for at in [text.index(name)]
    ]
    for name in PERSONS:
        full = next(p for p in PERSONS if p.endswith(name))
        at = text.find(name)
        while at >= 0:
            if not any(m.start <= at < m.end for m in names):
                names.append(SimpleNamespace(start=at, end=at + len(name), type="PER", entity_id=full, name=full))
            at = text.find(name, at + 1)
    return list(quotations(text, sorted(names, key=lambda m: m.start)))


def contents(text):
    """The segments of each quotation as text."""
    return [[text[s["start"] : s["end"]] for s in q.segments] for q in read(text)]
