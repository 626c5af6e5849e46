"""Sigla: the short names by which tables and apparatus call documents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

__all__ = ["give_sigla"]

_LONGEST = 20
_LEADING_NUMBER = re.compile(r"\d+(?![^\W_])")
_YEAR = re.compile(r"1[4-9]\d\d|20\d\d")
_UNFIT = re.compile(r"[^\w.-]+")
_CONTENT_HASH = re.compile(r"[_.-](?=[0-9a-f]*\d)[0-9a-f]{8,}$")


def give_sigla(paths: Sequence[str], stated: Mapping[str, str]) -> dict[str, str]:
    """Give every document a short name that no other has.

    A file name that starts with a number that is no year gives that number ("001_f184be.txt": "001"); any other its
    stem, cut after a word within 20 characters.

    Args:
        paths: Of all documents, in their order.
        stated: Sigla from the manifest by path, unique; no other document gets one of them.

    Returns:
        Siglum by path. Where two would be alike the later path gets "-2", "-3".
    """
    taken = set(stated.values())
    sigla = dict(stated)
    for path in paths:
        if path in sigla:
            continue
        wanted = siglum = _short_name(path)
        times = 1
        while siglum in taken:
            times += 1
            siglum = f"{wanted}-{times}"
        taken.add(siglum)
        sigla[path] = siglum
    return sigla


def _short_name(path: str) -> str:
    stem = _CONTENT_HASH.sub("", PurePosixPath(path).stem)
    number = _LEADING_NUMBER.match(stem)
    if number and not _YEAR.fullmatch(number[0]):
        return number[0][:_LONGEST]
    name = _UNFIT.sub("_", stem).strip("_.-") or "document"
    if len(name) <= _LONGEST:
        return name
    # Cut between words, unless the first word alone is too long.
    head = name[: _LONGEST + 1]
    cut = max(head.rfind(mark) for mark in "_-.")
    return name[: cut if cut > 0 else _LONGEST].rstrip("_.-")
