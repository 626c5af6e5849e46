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

__all__ = ["ContextFile", "read_context", "write_context"]

_ALIGNED = 64
"""Bytes that each buffer begins at a multiple of: that of a cache line, which numbers of every size fit."""


class ContextFile:
    """Names of the two files: the objects, and the arrays they are made of."""

    __slots__ = ("buffers", "lengths", "objects")

    def __init__(self, *, objects: bytes, buffers: Path, lengths: list[int]) -> None:
        self.objects = objects
        self.buffers = buffers
        self.lengths = lengths


def write_context(value: object, file: Path) -> ContextFile:
    """Write what partitions need.

    Args:
        value: Anything that pickles; its arrays, and what else it hands over as ``pickle.PickleBuffer``, go to the file
            as they are.
        file: Where to; overwritten.

    Returns:
        What ``read_context`` needs; small, for it is sent to each worker.

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
    return ContextFile(objects=objects, buffers=file, lengths=lengths)


def read_context(written: ContextFile) -> object:
    """Read what ``write_context`` wrote; arrays are read-only views of the file.

    Args:
        written: From ``write_context``.

    Returns:
        The value.
    """
    if not sum(written.lengths):
        # An empty file cannot be mapped.
        return pickle.loads(written.objects, buffers=[b"" for _ in written.lengths])  # noqa: S301 - our own
    with written.buffers.open("rb") as opened:
        mapped = memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
    begin, views = 0, []
    for length in written.lengths:
        views.append(mapped[begin : begin + length])
        begin += length + -length % _ALIGNED
    return pickle.loads(written.objects, buffers=views)  # noqa: S301 - our own, written by this run
