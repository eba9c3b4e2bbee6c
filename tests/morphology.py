"""A morphological database of a few words in camel-tools' text format, written by hand."""

from __future__ import annotations

from pathlib import Path

PROCLITICS = {"و": ("prc2", "wa_conj"), "ف": ("prc2", "fa_conj")} | {
    letter: ("prc1", value) for letter, value in (("ب", "bi_prep"), ("ك", "ka_prep"), ("ل", "li_prep"))
}
# stem as analysed, lemma, part of speech, whether the article may stand before it
STEMS = [
    ("وَزِير", "وَزِير", "noun", "Nall"),
    ("وُزَراء", "وَزِير", "noun", "Nall"),
    ("زِير", "زِير", "noun", "Nall"),
    ("بَكِين", "بَكِين", "noun_prop", "Nprop"),
    ("لَنْدَن", "لَنْدَن", "noun_prop", "Nprop"),
    ("فَرَنْسا", "فَرَنْسا", "noun_prop", "Nprop"),
    ("كُوبا", "كُوبا", "noun_prop", "Nprop"),
    ("وَبا", "وَبا", "noun", "Nall"),
    ("كَابُل", "كَابُل", "noun_prop", "Nprop"),
    ("بُرُوكْسِل", "بُرُوكْسِل", "noun_prop", "Nprop"),
    ("ريتَر", "ريتَر", "noun_prop", "Nprop"),
    ("بَرْلَمان", "بَرْلَمان", "noun", "Nall"),
    ("أُمَم", "أُمَّة", "noun", "Nall"),
]


def _key(text: str) -> str:
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import normalize_alef_ar, normalize_teh_marbuta_ar

    return str(normalize_teh_marbuta_ar(normalize_alef_ar(dediac_ar(text))))


def _prefixes() -> list[str]:
    lines = ["\tPref0\tdiac:"]
    for conjunction in ("", "و", "ف"):
        for preposition in ("", "ب", "ك", "ل"):
            features = [
                f"{feature}:{value}" for c in (conjunction, preposition) if c for feature, value in [PROCLITICS[c]]
            ]
            letters = conjunction + preposition
            if letters:
                lines.append(f"{letters}\tPref0\t{' '.join([f'diac:{letters}', *features])}")
            article = "ل" if preposition == "ل" else "ال"
            lines.append(
                f"{letters}{article}\tPrefAl\t{' '.join([f'diac:{letters}{article}', *features, 'prc0:Al_det'])}"
            )
    return lines


def write(path: Path, *, scores: bool = False, drop: str = "") -> Path:
    """The database in this file; `scores`: with log probabilities; `drop`: without this feature or table."""
    features = [f for f in ("diac", "lex", "pos", "prc2", "prc1", "prc0", *["pos_lex_logprob"] * scores) if f != drop]
    lines = ["###DEFINES###", *(f"DEFINE {f} {f}:*open*" for f in features)]
    lines += ["###DEFAULTS###", *(f"DEFAULT pos:{name}" for name in ("digit", "punc", "latin"))]
    lines += ["###ORDER###", "ORDER " + " ".join(features), "###TOKENIZATIONS###", "###STEMBACKOFF###"]
    lines += ["###PREFIXES###", *_prefixes(), "###SUFFIXES###", "\tSuff0\tdiac:", "ها\tSuffHa\tdiac:ها", "###STEMS###"]
    for n, (stem, lemma, pos, category) in enumerate(STEMS):
        values = f"diac:{stem} lex:{lemma} pos:{pos} prc2:0 prc1:0 prc0:0" + f" pos_lex_logprob:-{n + 1}.0" * scores
        lines.append(f"{_key(stem)}\t{category}\t{values}")
    tables = {
        "AB": ["Pref0 Nall", "Pref0 Nprop", "PrefAl Nall"],
        "BC": ["Nall Suff0", "Nall SuffHa", "Nprop Suff0"],
        "AC": ["Pref0 Suff0", "Pref0 SuffHa", "PrefAl Suff0"],
    }
    for name, rows in tables.items():
        lines += [f"###TABLE {name}###", *([] if name == drop else rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
