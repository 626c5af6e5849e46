"""Work on arrays side by side: numpy lets other threads go on while it sorts, gathers and compares."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["InThisThread", "in_turn", "open_threads"]

Asked = ParamSpec("Asked")
Item = TypeVar("Item")
Result = TypeVar("Result")


class InThisThread(Executor):
    """Does what is submitted at once, so that one thread needs no code of its own."""

    def submit(
        self, fn: Callable[Asked, Result], /, *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Future[Result]:
        """Call a function; what it raises is raised here."""
        done: Future[Result] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def open_threads(threads: int) -> Executor:
    """Threads to submit work to, for a ``with`` block.

    Args:
        threads: How many; 1 for none beside this one.
    """
    return ThreadPoolExecutor(threads) if threads > 1 else InThisThread()


def in_turn(
    executor: Executor, function: Callable[[Item], Result], items: Iterable[Item], at_once: int
) -> Iterator[Result]:
    """Apply a function to each item.

    Args:
        executor: From ``open_threads``.
        function: What is done.
        items: To what.
        at_once: Items begun and not yet handed over: no more results than that are held.

    Yields:
        The results in the order of the items.
    """
    begun: deque[Future[Result]] = deque()
    for item in items:
        begun.append(executor.submit(function, item))
        if len(begun) >= at_once:
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()
