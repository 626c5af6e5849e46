"""The texts of a corpus, which a worker maps from a file and decodes one at a time."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from typing import SupportsIndex, overload

__all__ = ["Texts"]

Encoded = bytes | memoryview

_OUT_OF_BAND = 5
"""Protocol from which pickle takes buffers of their own."""


class Texts(Sequence[str]):
    """Texts by number.

    In the process that made it, the texts are those it was made of. Pickled with buffers out of band (PEP 574), each
    goes over as UTF-8 and is decoded anew whenever it is asked for: a worker asks for few, and holds no others.
    """

    __slots__ = ("_texts",)

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts: list[str | Encoded] = list(texts)

    def __len__(self) -> int:
        """The number of texts."""
        return len(self._texts)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        """One text, or some."""
        if isinstance(number, slice):
            return [_decoded(text) for text in self._texts[number]]
        return _decoded(self._texts[number])

    def append(self, text: Encoded) -> None:
        """Take a text in UTF-8; called by unpickling."""
        self._texts.append(text)

    def extend(self, texts: Iterable[Encoded]) -> None:
        """Take several; called by unpickling."""
        self._texts.extend(texts)

    def __reduce_ex__(
        self, protocol: SupportsIndex
    ) -> tuple[type[Texts], tuple[()], None, Iterator[pickle.PickleBuffer | bytes]]:
        """Hand over one text after the other, so that never all of them are there twice."""
        encoded = (_encoded(text) for text in self._texts)
        if protocol.__index__() < _OUT_OF_BAND:
            return Texts, (), None, (bytes(text) for text in encoded)
        return Texts, (), None, (pickle.PickleBuffer(text) for text in encoded)


def _encoded(text: str | Encoded) -> bytes | Encoded:
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text


def _decoded(text: str | Encoded) -> str:
    return text if isinstance(text, str) else str(text, "utf-8", "surrogatepass")
