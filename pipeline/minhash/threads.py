"""Work on arrays side by side: numpy lets other threads go on while it sorts, gathers and compares."""

from __future__ import annotations

import ctypes
import sys
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Threads"]

Item = TypeVar("Item")
Result = TypeVar("Result")


def _hand_back() -> None:
    """Let the system have the memory that is free.

    The GNU C library keeps what arrays below 32 MB leave, for each thread apart: of a large corpus half as much as the
    arrays that are still there.
    """
    if sys.platform == "linux":
        # Other C libraries have no such function.
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


class Threads:
    """Threads for a ``with`` block. Their number never changes a result."""

    def __init__(self, number: int = 1) -> None:
        self.number = number
        self._pool = ThreadPoolExecutor(number) if number > 1 else None

    def __enter__(self) -> Self:
        """The threads; none is started before there is work for it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for what was begun, and hand back the memory that it took."""
        if self._pool is not None:
            self._pool.shutdown()
        _hand_back()

    def in_turn(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Apply a function to each item.

        Args:
            function: What is done; it must not change what another item reads.
            items: To what. They are asked for one after the other, in this thread.

        Yields:
            The results in the order of the items. Of no more items than there are threads is a result held.
        """
        if self._pool is None:
            yield from map(function, items)
            return
        begun: deque[Future[Result]] = deque()
        for item in items:
            begun.append(self._pool.submit(function, item))
            if len(begun) > self.number:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
