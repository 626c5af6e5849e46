"""A watch that measures the stages as they go by."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.summary import StageLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["StageRows", "StageWatch"]


@dataclass(slots=True)
class StageRows:
    """Rows that a stage read and made; the stage fills them in while it runs."""

    read: int = 0
    made: int = 0


@dataclass(slots=True)
class StageWatch:
    """Times the stages of one run.

    Attributes:
        progress: Called with a stage's name and 0.0 when it begins, 1.0 when it ends.
        lines: What was measured so far.
    """

    progress: Callable[[str, float], None] | None = None
    lines: list[StageLine] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[StageRows]:
        """Time one stage; a stage that raises leaves no line.

        Args:
            name: Of the stage.

        Yields:
            Where the stage says how many rows went in and came out.
        """
        if self.progress is not None:
            self.progress(name, 0.0)
        rows = StageRows()
        begin = time.perf_counter()
        yield rows
        self.lines.append(
            StageLine(
                stage=name,
                outcome="ran",
                seconds=round(time.perf_counter() - begin, 3),
                rows_in=rows.read,
                rows_out=rows.made,
                why="inputs, settings or code are not those of the last run",
            )
        )
        if self.progress is not None:
            self.progress(name, 1.0)
