"""The list of words of Arabic news behind `analysis.seams`: src/analysis/model/words.csv.

    python tools/words/count.py --data DATA

DATA is a folder with text/unlabelled.txt.xz: one paragraph a line. Words are counted without vowel marks and tatweel.
"""

from __future__ import annotations

import argparse
import csv
import lzma
import re
from collections import Counter
from pathlib import Path

_WORD = re.compile(r"[\u0621-\u063f\u0641-\u064a]+")
_MARKS = re.compile(r"[\u0640\u064b-\u0652\u0670]")
_LEAST = 5
OUT = Path(__file__).parents[2] / "src" / "analysis" / "model" / "words.csv"


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    counts: Counter[str] = Counter()
    with lzma.open(parser.parse_args().data / "text" / "unlabelled.txt.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(_WORD.findall(_MARKS.sub("", line)))
    with OUT.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["word", "count"])
        table.writerows(sorted((word, count) for word, count in counts.items() if count >= _LEAST))


if __name__ == "__main__":
    main()
