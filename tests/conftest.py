"""What tests of every part share: skipping that CI forbids, and how hypothesis searches."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import settings

# A slow machine is no fault of the code, so no test fails for its time. CI looks for the same examples each time,
# for a failure there must be seen again by whoever looks for it.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def require() -> Callable[[object, str], None]:
    """Say what a test needs from the machine: ``require(shutil.which("soffice"), "LibreOffice")``.

    Where it is missing the test is skipped with the reason, but fails where ``FILIATION_REQUIRE_ALL`` is set to 1,
    as CI sets it: a test that is skipped everywhere tests nothing.
    """

    def check(condition: object, reason: str) -> None:
        if condition:
            return
        if os.environ.get("FILIATION_REQUIRE_ALL") == "1":
            pytest.fail(f"this machine has not what the test needs: {reason}")
        pytest.skip(reason)

    return check
