"""What can go wrong for the user, said in a way that lets them mend it.

Every mistake that a user, their files or their machine can make is a `PipelineError`: its text says what happened,
where and why, its hint what to do now, its exit code what a script sees. Everything else that is raised is a bug.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = [
    "CheckError",
    "ConfigurationError",
    "InputError",
    "LockError",
    "PipelineError",
    "TableError",
    "path_in_words",
]


def path_in_words(path: Path) -> str:
    r"""A path as it stands in a message: quoted with `\n` and the like where it holds what no line can show."""
    text = str(path)
    return text if text.isprintable() else json.dumps(text)


class PipelineError(Exception):
    """A failure with a known cause.

    Args:
        message: What happened, where and why; one or more lines.
        hint: What to do now, if there is something to do.

    Attributes:
        hint: As given.
        exit_code: What the command line ends with (1 failed, 2 usage or configuration, 75 another run holds the lock).
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the hint when the error crosses from a worker process."""
        return _restore, (type(self), str(self), self.hint)

    @classmethod
    def from_faults(cls, heading: str, faults: Sequence[str], *, hint: str | None = None) -> Self:
        """All faults of one thing in one error.

        Args:
            heading: What is faulty; one line, without its full stop.
            faults: Each fault as one or more lines; at least one.
            hint: What to do now.
        """
        counted = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        lines = [f"{heading}: {counted}"]
        lines.extend("  - " + fault.replace("\n", "\n    ") for fault in faults)
        return cls("\n".join(lines), hint=hint)


def _restore(kind: type[PipelineError], message: str, hint: str | None) -> PipelineError:
    return kind(message, hint=hint)


class ConfigurationError(PipelineError):
    """A setting, a configuration file or an argument is not usable."""

    exit_code = 2

    @classmethod
    def not_found(cls, path: Path) -> Self:
        """The configuration file that was named is not there."""
        return cls(
            f"there is no configuration file {path_in_words(path)}",
            hint="check the path after --config, or leave --config out to use the defaults.",
        )


class InputError(PipelineError):
    """The inputs cannot be read at all, so that there is nothing to run on.

    A single bad document is no error: it is quarantined and the others go on.
    """

    @classmethod
    def no_such_folder(cls, folder: Path) -> Self:
        """The folder of inputs is not there."""
        return cls(
            f"the folder of inputs is not there: {path_in_words(folder)}",
            hint="make the folder and put documents into it, or name another one with --inputs FOLDER.",
        )

    @classmethod
    def not_a_folder(cls, path: Path) -> Self:
        """What was given as the folder of inputs is something else."""
        return cls(
            f"the inputs are not a folder: {path_in_words(path)}",
            hint="put the documents into a folder and name that folder with --inputs FOLDER.",
        )

    @classmethod
    def no_documents(cls, folder: Path) -> Self:
        """The folder of inputs holds no file that could be a document."""
        return cls(
            f"there are no documents in {path_in_words(folder)}",
            hint="put text, Markdown or HTML files into it; hidden files and sources.toml are not documents.",
        )

    @classmethod
    def unreadable(cls, path: Path, reason: str) -> Self:
        """The operating system refuses to let a needed file or folder be read."""
        return cls(
            f"{path_in_words(path)} cannot be read: {reason}",
            hint="check who may read it and that its disk is there.",
        )

    @classmethod
    def faulty_manifest(cls, path: Path, faults: Sequence[str]) -> Self:
        """`sources.toml` says something that cannot be used; all faults at once."""
        return cls.from_faults(
            f"{path_in_words(path)} cannot be used",
            faults,
            hint="mend these entries, or remove them: everything in sources.toml is optional.",
        )


class TableError(PipelineError):
    """A table does not keep its declaration, or a table that is asked for is not there."""

    @classmethod
    def not_published(cls, outputs: Path) -> Self:
        """Nothing has been published in the folder of outputs."""
        return cls(
            f"nothing has been published in {path_in_words(outputs)} yet",
            hint="run `python -m pipeline` first, or name another folder with --outputs FOLDER.",
        )

    @classmethod
    def damaged(cls, path: Path, error: Exception) -> Self:
        """A file of a published run is not what the run wrote.

        Args:
            path: The file, in the folder of its run.
            error: Why it cannot be read.
        """
        return cls(
            f"{path_in_words(path)} is damaged: {error}",
            hint=f"remove the folder {path_in_words(path.parent)} and run `python -m pipeline` again.",
        )


class LockError(PipelineError):
    """Another run is writing to the same outputs."""

    exit_code = 75  # EX_TEMPFAIL of sysexits.h: nothing is wrong, try again later

    @classmethod
    def held(cls, path: Path, holder: str | None = None) -> Self:
        """The lock at `path` is held by another run.

        Args:
            path: The lock file.
            holder: Who holds it and since when, where that is known ("process 4711 on archive-2 since 09:12").
        """
        by = f" ({holder})" if holder else ""
        return cls(
            f"another run is writing to {path_in_words(path.parent)}{by}",
            hint="wait until it has ended and run again. The lock goes by itself when that process ends.",
        )


class CheckError(PipelineError):
    """An output failed its own check, so nothing was published and the last outputs stand."""

    @classmethod
    def failed(cls, faults: Sequence[str]) -> Self:
        """The finished tables contradict themselves or the documents; all faults at once."""
        return cls.from_faults(
            "the results did not pass their own checks and were not published",
            faults,
            hint="this is a fault of the program, not of your documents. The last published outputs are unchanged.",
        )

    @classmethod
    def too_many_candidates(cls, found: int, allowed: int) -> Self:
        """Comparing would explode: the guard rail `run.max_candidates`."""
        return cls(
            f"{found:,} pairs of places would have to be compared; run.max_candidates allows {allowed:,}",
            hint="look for text that repeats everywhere (headers, licences) and list it in ignore.txt, lower"
            " minhash.hot_bucket, or raise run.max_candidates.",
        )

    @classmethod
    def documents_gone(cls, gone: int, before: int, allowed: float) -> Self:
        """Many documents of the last run are not there any more: the guard rail `run.max_document_drop`."""
        return cls(
            f"{gone} of the {before} documents of the last run are gone; run.max_document_drop allows {allowed:.0%}",
            hint="check that the disk of the inputs is there. If they were removed on purpose, run once with"
            " PIPELINE_RUN__MAX_DOCUMENT_DROP=1. The last published outputs are unchanged.",
        )
