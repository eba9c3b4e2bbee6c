"""What a page says of the machine that it was made on: nothing, since a report is sent around.

Warnings and tracebacks are full of paths, and a parameter may be one. Of code the module is left
(`analysis/notebook.py`), of any other path its last part (`…/names.csv`).
"""

from __future__ import annotations

import functools
import re
import sysconfig
import tempfile
from importlib.resources import files
from pathlib import Path

_PART = r"""[^\s\\/'"`:,()\[\]<>]+"""
# The folders of a path that begins a word: of Unix with two parts or more, of Windows with a drive, of one that we have
# cut already. An address (https://…) is none.
_FOLDERS = re.compile(rf"""(?<![^\s'"`(\[{{=<,])(?:file://)?(?:/(?:{_PART}/)+|(?:…|[A-Za-z]:)[\\/](?:{_PART}[\\/])*)""")


def public(text: str) -> str:
    """The text without the folders of paths in it.

    >>> public("no such file: '/srv/team/names.csv', see https://example.org/a/b")
    "no such file: '…/names.csv', see https://example.org/a/b"
    """
    for folder in _code():
        text = text.replace(f"{folder}/", "").replace(f"{folder}\\", "")
    for folder in _own():  # by name, since a folder may have a space in it
        text = re.sub(rf"(?<![\w/]){re.escape(folder)}(?=[/\\])", "…", text)
    return _FOLDERS.sub("…/", text)


@functools.cache
def _code() -> list[str]:
    """The folders that code is imported from, the longest first."""
    paths = sysconfig.get_paths()
    found = {str(Path(str(files("analysis"))).parent), *(paths[name] for name in ("purelib", "platlib", "stdlib"))}
    return sorted(found, key=len, reverse=True)


def _own() -> list[str]:
    """The folders whose names are the user's, the longest first."""
    own = {Path.cwd(), Path.home(), Path(tempfile.gettempdir())}
    found = {str(path) for one in own for path in (one, one.resolve()) if len(path.parts) > 1}
    return sorted(found, key=len, reverse=True)
