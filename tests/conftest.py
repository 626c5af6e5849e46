"""What tests of every part share: skipping that CI forbids, and how hypothesis searches."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator

import pytest
from hypothesis import settings

# A slow machine is no fault of the code, so no test fails for its time. CI looks for the same examples each time,
# for a failure there must be seen again by whoever looks for it.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


_NOTHING_MAY_BE_MISSING = os.environ.get("FILIATION_REQUIRE_ALL") == "1"


@pytest.fixture(scope="session")
def require() -> Callable[[object, str], None]:
    """Say what a test needs from the machine: ``require(shutil.which("soffice"), "LibreOffice")``.

    Where it is missing the test is skipped with the reason, but fails where ``FILIATION_REQUIRE_ALL`` is 1, as CI has
    it once all tools are installed: a test that is skipped everywhere tests nothing.
    """

    def check(condition: object, reason: str) -> None:
        if condition:
            return
        if _NOTHING_MAY_BE_MISSING:
            pytest.fail(f"this machine has not what the test needs: {reason}")
        pytest.skip(reason)

    return check


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let ``pytest.importorskip`` fail, too, where nothing may be missing."""
    report = yield
    if _NOTHING_MAY_BE_MISSING and report.skipped and "could not import" in str(report.longrepr):
        report.outcome = "failed"
    return report
