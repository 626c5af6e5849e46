"""One run at a time writes one folder of outputs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import LockError
from pipeline.store import OutputStore

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
HOLD = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from pipeline.store import OutputStore
with OutputStore(Path(sys.argv[2])).lock():
    print("held", flush=True)
    time.sleep(60)
"""


def hold_in_another_process(outputs: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(ROOT), str(outputs)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "held"
    return process


def test_a_second_writer_is_refused_at_once_and_told_who_holds_the_lock(outputs: Path) -> None:
    holder = hold_in_another_process(outputs)
    try:
        with (
            pytest.raises(LockError, match=f"process {holder.pid} on .* since ") as raised,
            OutputStore(outputs).lock(),
        ):
            pass
        assert raised.value.exit_code == 75
    finally:
        holder.kill()
        holder.communicate()


def test_the_lock_of_a_killed_run_is_free(outputs: Path) -> None:
    holder = hold_in_another_process(outputs)
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    with OutputStore(outputs).lock():
        pass


def test_two_stores_of_one_process_exclude_each_other(outputs: Path) -> None:
    first, second = OutputStore(outputs), OutputStore(outputs)
    with first.lock(), pytest.raises(LockError, match=f"process {os.getpid()}"), second.lock():
        pass
    with second.lock():
        pass


def test_the_holder_may_enter_again(
    store: OutputStore, publish: Callable[[OutputStore, str, str], Path]
) -> None:
    with store.lock():
        publish(store, "r1", "one")
        with store.lock():
            publish(store, "r2", "two")
        publish(store, "r3", "three")


def test_publishing_without_the_lock_takes_it(
    outputs: Path, publish: Callable[[OutputStore, str, str], Path]
) -> None:
    with OutputStore(outputs).lock(), pytest.raises(LockError):
        publish(OutputStore(outputs), "r1", "one")


def test_reading_needs_no_lock(outputs: Path, publish: Callable[[OutputStore, str, str], Path]) -> None:
    publish(OutputStore(outputs), "r1", "one")
    with OutputStore(outputs).lock():
        assert OutputStore(outputs).read_table("set_aside").height == 1


def test_nothing_that_names_the_machine_stays_behind(outputs: Path) -> None:
    with OutputStore(outputs).lock():
        assert (outputs / ".lock-holder").exists()
    assert not (outputs / ".lock-holder").exists()
