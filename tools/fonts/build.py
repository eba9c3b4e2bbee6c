"""Make the font files in src/analysis/fonts from the npm package @fontsource/noto-naskh-arabic (SIL OFL 1.1).

    npm pack @fontsource/noto-naskh-arabic && tar xzf fontsource-noto-naskh-arabic-*.tgz
    python tools/fonts/build.py package

Needs fonttools and brotli. Each weight becomes a WOFF2 subset for HTML (Arabic, and Latin with punctuation) and one
TTF of the Arabic for matplotlib, which reads no WOFF2.
"""

import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

OUT = Path(__file__).parents[2] / "src" / "analysis" / "fonts"
RANGES = {
    "arabic": "U+0600-06FF,U+0750-077F,U+200C-200F,U+FD3E-FD3F,U+FDF2,U+FDFA-FDFC",
    "latin": "U+0020-007E,U+00A0-00FF,U+2010-2026,U+2030,U+2039-203A,U+2066-2069,U+20AC,U+2190-2193,U+2212",
}
# One face for both weights of a family: the modification time would make every build differ.
OPTIONS = ["--layout-features=*", "--notdef-outline", "--name-IDs=*", "--no-recalc-timestamp"]


def build(package: Path) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for weight in (400, 700):
        for script, unicodes in RANGES.items():
            source = package / "files" / f"noto-naskh-arabic-{script}-{weight}-normal.woff2"
            target = OUT / f"noto-naskh-{script}-{weight}.woff2"
            subset.main([str(source), f"--unicodes={unicodes}", "--flavor=woff2", f"--output-file={target}", *OPTIONS])
        font = TTFont(OUT / f"noto-naskh-arabic-{weight}.woff2", recalcTimestamp=False)
        font.flavor = None
        font.save(OUT / f"noto-naskh-arabic-{weight}.ttf")
    shutil.copy(package / "LICENSE", OUT / "OFL.txt")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
