"""What every partition needs, written once to a file that all workers map into their memory.

A corpus of a gigabyte, sent to each worker, would be there once for each. Its arrays are written to a file instead,
which the workers map: the system holds each page once, and only those that somebody looks at.
"""

from __future__ import annotations

import mmap
import pickle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_context", "write_context"]

_ALIGNED = 64
"""Bytes that each buffer begins at a multiple of: that of a cache line, which numbers of every size fit."""


def write_context(value: object, file: Path) -> None:
    """Write what partitions need.

    Args:
        value: Anything that pickles; its arrays, and what else it hands over as ``pickle.PickleBuffer``, go to the file
            as they are.
        file: Where to; overwritten, and so is a second file beside it, with the objects that the arrays belong to.

    Source: PEP 574 (pickle protocol 5 with out-of-band data). Cost: one write of the arrays, in memory none.
    """
    lengths: list[int] = []
    with file.open("wb") as opened:

        def write(buffer: pickle.PickleBuffer) -> None:
            with buffer.raw() as raw:
                opened.write(raw)
                opened.write(bytes(-len(raw) % _ALIGNED))
                lengths.append(len(raw))

        objects = pickle.dumps(value, protocol=5, buffer_callback=write)
    with _beside(file).open("wb") as opened:
        pickle.dump(lengths, opened)
        opened.write(objects)


def read_context(file: Path) -> object:
    """Read what ``write_context`` wrote; arrays are read-only views of the file.

    Args:
        file: As given to ``write_context``.

    Returns:
        The value.
    """
    with _beside(file).open("rb") as objects:
        lengths: list[int] = pickle.load(objects)  # noqa: S301 - our own, written by this run
        views: list[memoryview | bytes] = [b"" for _ in lengths]
        if sum(lengths):
            # An empty file cannot be mapped.
            with file.open("rb") as opened:
                mapped = memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
            begin = 0
            for at, length in enumerate(lengths):
                views[at] = mapped[begin : begin + length]
                begin += length + -length % _ALIGNED
        return pickle.load(objects, buffers=views)  # noqa: S301 - our own, written by this run


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.objects")
