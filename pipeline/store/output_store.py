"""The folder of outputs: which run is published, and how the next one takes its place.

::

    outputs/runs/ID/      one published run: its tables, what explains them, its manifest; read-only
    outputs/current       leads to the run that is published
    outputs/NAME          leads to the file of that name in it

A run is published whole or not at all. Whatever happens before the one rename that makes it current, what was
published before stays as it was.
"""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

import polars as pl

from pipeline.errors import PipelineError, TableError
from pipeline.store.durable import STAGED_SUFFIX, remove, seal_tree, sync_folder
from pipeline.store.lock import run_lock
from pipeline.store.manifest import (
    MANIFEST,
    PublishedRun,
    RunIdentity,
    RunManifest,
    describe_run,
    read_manifest,
)
from pipeline.store.names import (
    RUNS,
    KnownHashes,
    current_run_id,
    foreign_names,
    lead_names,
    names_in,
    switch,
)
from pipeline.store.read_back import check_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

PARTIAL_SUFFIX = ".partial"
_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class OutputStore:
    """The published runs in one folder of outputs.

    Args:
        outputs: The folder; it is made when it is first locked. Files in it that are not of any run are left
            alone.
        keep_runs: How many of the newest published runs stay, the current one included; at least 1.
    """

    def __init__(self, outputs: Path, *, keep_runs: int = 5) -> None:
        self._outputs = outputs
        self._runs = outputs / RUNS
        self._keep_runs = max(1, keep_runs)
        self._locked = False

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other runs from writing to these outputs; first remove what a killed run left.

        Entering again while it is held is harmless.

        Raises:
            LockError: At once, if another run holds it.
            PipelineError: If the folder cannot be written to, or something else stands in place of a published file.
        """
        if self._locked:
            yield
            return
        with ExitStack() as held:
            # Only taking the lock is explained here: what fails while it is held is not this store's to explain.
            with self._explained_failures():
                self._runs.mkdir(parents=True, exist_ok=True)
                held.enter_context(run_lock(self._outputs))
                self._remove_leftovers()
                # Said before the work and not after it; and no run may point to such a file as its result.
                if (current := self._current()) is not None:
                    self._refuse_foreign_names(names_in(current[0]))
            self._locked = True
            try:
                yield
            finally:
                self._locked = False

    def latest(self) -> PublishedRun | None:
        """Return the run that is published, or None if nothing has been published here.

        Raises:
            TableError: If its manifest is damaged.
        """
        found = self._current()
        if found is None:
            return None
        folder, manifest = found
        return PublishedRun(
            run_id=manifest.run_id,
            folder=folder,
            inputs_sha256=manifest.inputs_sha256,
            config_sha256=manifest.config_sha256,
            code_version=manifest.code_version,
            tables=tuple(entry.name for entry in manifest.tables),
        )

    def read_table(self, name: str) -> pl.DataFrame:
        """Read a table of the published run.

        Args:
            name: A name of ``TABLES``.

        Returns:
            The table.

        Raises:
            TableError: If nothing has been published, or the run has no such table, or its file is damaged.
        """
        run = self.latest()
        if run is None:
            raise TableError.not_published(self._outputs)
        if name not in run.tables:
            raise TableError(
                f"the run {run.run_id} has no table {name!r}", hint=f"its tables are {', '.join(run.tables)}."
            )
        file = run.folder / f"{name}.parquet"
        try:
            return pl.read_parquet(file)
        except (OSError, pl.exceptions.PolarsError) as error:
            raise TableError.damaged(file, error) from error

    def publish(
        self,
        run_id: str,
        tables: Mapping[str, pl.DataFrame],
        write: Callable[[Path], None],
        *,
        identity: RunIdentity,
    ) -> Path:
        """Write a run and make it the published one, whole or not at all.

        Args:
            run_id: The run's name: letters, digits, dots, hyphens and underscores.
            tables: The tables that ``write`` writes, to check what was written.
            write: Writes the files of the run into the empty folder that it is given, ``NAME.parquet`` for every
                table among them.
            identity: What the run was made from.

        Returns:
            The folder of the published run.

        Raises:
            LockError: If another run holds the lock.
            CheckError: If what was written is not what the tables hold.
            PipelineError: If the folder cannot be written to, or a name in it is taken by somebody else's file.

        Whatever it raises, what was published before is published still.

        Cost: the writing, and two reads of what was written.
        """
        with self.lock(), self._explained_failures():
            current = self._current()
            previous = current[0] if current is not None else None
            partial, final = self._folders_for(run_id, previous)
            try:
                partial.mkdir()
                write(partial)
                check_written(partial, tables)
                manifest = describe_run(
                    partial,
                    run_id=run_id,
                    sequence=1 + max((run.sequence for _, run in self._published()), default=0),
                    identity=identity,
                    rows={name: frame.height for name, frame in tables.items()},
                )
                (partial / MANIFEST).write_text(manifest.to_json(), encoding="utf-8", newline="\n")
                seal_tree(partial)
                self._refuse_foreign_names(names_in(partial))
                partial.rename(final)
                sync_folder(self._runs)
                switch(self._outputs, final, previous=previous, known=self._known_hashes())
            except BaseException:
                # The failure that matters is the one being raised; the next run removes what cannot be removed now.
                with suppress(OSError, PipelineError):
                    remove(partial)
                    if current_run_id(self._outputs) != run_id:
                        remove(final)
                    self._remove_leftovers()
                raise
            # The run is published; an old one that cannot be removed now is removed after the next.
            with suppress(OSError):
                self._prune()
        return final

    def _folders_for(self, run_id: str, previous: Path | None) -> tuple[Path, Path]:
        """Return the folder a run is written to and the one it is published as, both free."""
        if _RUN_ID.fullmatch(run_id) is None or run_id.endswith(PARTIAL_SUFFIX):
            raise PipelineError(f"{run_id!r} cannot be the name of a run")
        final = self._runs / run_id
        if previous is not None and previous.name == run_id:
            raise PipelineError(
                f"the run {run_id} is published already", hint="run again under another name."
            )
        # An older run of that name makes way: what is published is never the one it replaces.
        partial = self._runs / f"{run_id}{PARTIAL_SUFFIX}"
        remove(partial)
        remove(final)
        return partial, final

    def _current(self) -> tuple[Path, RunManifest] | None:
        """Return the folder and the manifest of the run that is current."""
        run_id = current_run_id(self._outputs)
        if run_id is not None:
            folder = self._runs / run_id
            manifest = read_manifest(folder)
            return (folder, manifest) if manifest is not None else None
        # Somebody removed `current`: the newest run is what it led to.
        return max(self._published(), key=lambda run: run[1].sequence, default=None)

    def _published(self) -> list[tuple[Path, RunManifest]]:
        """Return every complete run, oldest first."""
        runs = []
        for folder in self._runs.iterdir() if self._runs.is_dir() else ():
            if folder.is_dir() and not folder.name.endswith(PARTIAL_SUFFIX):
                with suppress(TableError):
                    manifest = read_manifest(folder)
                    if manifest is not None:
                        runs.append((folder, manifest))
        return sorted(runs, key=lambda run: (run[1].sequence, run[0].name))

    def _known_hashes(self) -> KnownHashes:
        hashes: defaultdict[str, set[str]] = defaultdict(set)
        for _, manifest in self._published():
            for entry in manifest.files:
                hashes[entry.path].add(entry.sha256)
        return {name: frozenset(found) for name, found in hashes.items()}

    def _refuse_foreign_names(self, names: list[str]) -> None:
        taken = foreign_names(self._outputs, names, self._known_hashes())
        if taken:
            raise PipelineError(
                f"in {self._outputs} there is {', '.join(taken)}, which no run has put there",
                hint="move it elsewhere and run again; perhaps a program saved it in place of the published file.",
            )

    def _remove_leftovers(self) -> None:
        """Remove what killed runs left, and finish the last switch."""
        for path in (*self._runs.glob(f"*{PARTIAL_SUFFIX}"), *self._outputs.glob(f".*{STAGED_SUFFIX}")):
            remove(path)
        current = self._current()
        known = self._known_hashes()
        if current is None:
            lead_names(self._outputs, None, known)
            return
        for folder, manifest in self._published():
            if manifest.sequence > current[1].sequence:  # complete, but killed before it became current
                remove(folder)
        if current_run_id(self._outputs) is None:
            switch(self._outputs, current[0], previous=None, known=known)
        lead_names(self._outputs, current[0], known)

    def _prune(self) -> None:
        """Remove the oldest runs. Each is renamed first, so that a kill leaves no run that only looks complete."""
        for folder, _ in self._published()[: -self._keep_runs]:
            doomed = folder.with_name(f"{folder.name}{PARTIAL_SUFFIX}")
            folder.rename(doomed)
            remove(doomed)

    @contextmanager
    def _explained_failures(self) -> Iterator[None]:
        """Turn what the file system refuses into an error that says what to do."""
        try:
            yield
        except OSError as error:
            taken = next(
                (
                    path
                    for path in (self._outputs, *self._outputs.parents)
                    if path.exists() and not path.is_dir()
                ),
                None,
            )
            if taken is not None:
                raise PipelineError(
                    f"{self._outputs} cannot be the folder of outputs: {taken} is a file",
                    hint="move that file, or name another folder with --outputs FOLDER.",
                ) from error
            reason = error.strerror or str(error)
            raise PipelineError(
                f"{self._outputs} cannot be written to: {reason}",
                hint="check that its disk is there, has space and may be written to. What was published is unchanged.",
            ) from error
