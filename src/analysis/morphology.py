"""Words as camel-tools' morphological analyser reads them (Obeid et al. 2020): clitics, lemmas, proper names.

It needs a database, which the user has: a file in the text format of camel-tools, or the one that its command
installs. Without one nothing here is used. Importing the analyser makes a folder in the user's home and fetches a
catalogue, or raises offline; `camel_modules` imports it, as it does the recogniser, without either.
"""

from __future__ import annotations

import functools
import importlib
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from analysis.errors import BackendError
from analysis.text import has_arabic, plain

INSTALLED = "installed"
INSTALL = "camel_data -i morphology-db-msa-r13"
_DATA = "camel_tools.data"
_READERS = ("camel_tools.ner", "camel_tools.morphology")  # of its catalogue
_NEEDED = ("diac", "lex", "pos", "prc0", "prc1", "prc2")
_LONGEST = 40  # letters: no Arabic word has more, but a line without spaces may
_LETTER = re.compile(r"(?:wa|fa|bi|ka|li|la)_")  # a conjunction or preposition of one letter, as in wa_conj, bi_prep
_TATWEEL = "\u0640"
_WORD = re.compile(r"[^\W\d_]+(?:[\u064b-\u065f\u0670\u0640]+[^\W\d_]*)*")


class Reading(NamedTuple):
    """One reading of a word.

    lemma: its dictionary form;  stem: the word without clitics and endings; both without vowel marks
    pos: part of speech, as the database calls it
    proclitics: letters of conjunction and preposition at its beginning;  article: whether ال follows them
    score: log probability in the database, equal for all where it gives none
    """

    lemma: str
    stem: str
    pos: str
    proclitics: int
    article: bool
    score: float

    @property
    def proper(self) -> bool:
        """Whether it is a proper name."""
        return self.pos == "noun_prop"


Analyse = Callable[[str], Sequence[Reading]]


def analyser(database: str | Path) -> Analyse:
    """The function from a word to its readings by this database, the likeliest first; none for an unknown word.

    `database` is a file in camel-tools' text format, or "installed" for the one that its command installed. Where a
    reading is spelled as the word is, those with another hamza or final letter are left out. Raises BackendError when
    there is no such file or it is no such database.
    """
    path = str(database_file(database).resolve())
    _analyzer(path)
    return functools.partial(_readings, path)


def database_file(database: str | Path) -> Path:
    """Where the database is. Raises BackendError when it is not there."""
    if str(database) == INSTALLED:
        path = camel_folder() / "morphology_db" / "calima-msa-r13" / "morphology.db"
        if not path.is_file():
            raise BackendError(f"camel-tools has no morphological database in {path}; install it with: {INSTALL}")
        return path
    if not Path(database).is_file():
        raise BackendError(f"{database}: no such morphological database; give a file, or {INSTALLED!r}")
    return Path(database)


def lemmatised(texts: Sequence[str], database: str | Path) -> list[str]:
    """The texts with the lemma of its likeliest reading for each word that the database knows; the others stay.

    For counting, as in `framing.keyness`: the forms of a word are one (الوزير، وزراء، لوزيرها). Offsets change. Where
    the database gives no probabilities, the reading of fewest clitics and endings is taken; homographs are confused.
    Raises BackendError as `analyser`.
    """
    analyse = analyser(database)

    def lemma(match: re.Match[str]) -> str:
        readings = analyse(match.group())
        return readings[0].lemma if readings else match.group()

    return [_WORD.sub(lemma, text) for text in texts]


@functools.lru_cache(maxsize=200_000)
def _readings(path: str, word: str) -> tuple[Reading, ...]:
    written = plain(word).replace(_TATWEEL, "")
    if not written.isalpha() or not has_arabic(written) or len(written) > _LONGEST:
        return ()
    try:
        analyses = _analyzer(path).analyze(written)
    except (KeyError, TypeError, ValueError) as error:
        raise BackendError(f"{path}: the morphological database fails at {written!r}: {error!r}") from error
    exact = [analysis for analysis in analyses if analysis.get("source") != "spvar"]
    found = {_reading(analysis) for analysis in exact or analyses}
    return tuple(sorted(found, key=lambda r: (-r.score, r.proclitics, -len(r.stem), not r.proper, *r)))


def _reading(analysis: dict[str, Any]) -> Reading:
    letters = sum(_LETTER.match(analysis.get(part) or "") is not None for part in ("prc1", "prc2"))
    score = float(analysis.get("pos_lex_logprob", 0.0))
    lemma, stem = (plain(analysis[name]).replace("ٱ", "ا") for name in ("lex", "stem"))
    return Reading(lemma, stem, analysis["pos"], letters, analysis.get("prc0") == "Al_det", score)


@functools.cache
def _analyzer(path: str) -> Any:
    module, analyzer = camel_modules("camel_tools.morphology.database", "camel_tools.morphology.analyzer")
    try:
        database = module.MorphologyDB(path)
    except Exception as error:  # it raises whatever a malformed line leads to
        raise BackendError(f"{path}: not a morphological database of camel-tools: {error!r}") from error
    if not database.stem_hash:
        raise BackendError(f"{path}: not a morphological database of camel-tools: it has no stems")
    if missing := [name for name in _NEEDED if name not in database.defines]:
        raise BackendError(f"{path}: the morphological database has no feature {', '.join(missing)}")
    return analyzer.Analyzer(database)


def camel_folder() -> Path:
    """The folder in which camel-tools keeps what its command installs, found without importing what would make it."""
    data = os.environ.get("CAMELTOOLS_DATA")
    windows = Path("AppData", "Roaming", "camel_tools")
    default = Path.home() / (windows if sys.platform == "win32" else ".camel_tools")
    return (Path(data).expanduser() if data else default) / "data"


def camel_modules(*names: str) -> list[ModuleType]:
    """Modules of camel-tools that read its catalogue; they are left as if never imported where they were not.

    They are imported with a stand-in for its module of data, so that nothing is fetched or written. Raises
    BackendError when camel-tools cannot be imported.
    """
    before = set(sys.modules)
    stand_in = _DATA not in before
    if stand_in:
        sys.modules[_DATA] = ModuleType(_DATA)
        vars(sys.modules[_DATA])["CATALOGUE"] = None  # read only by what finds installed data
    try:
        return [importlib.import_module(name) for name in names]
    except ImportError as error:
        raise BackendError(f"camel-tools cannot be used: {error}; pip install camel-tools") from error
    finally:
        if stand_in:
            for name in [_DATA, *(name for name in set(sys.modules) - before if name.startswith(_READERS))]:
                del sys.modules[name]
