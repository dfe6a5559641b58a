"""The browser of the tests of pages: `CHROMIUM` names one that is not on PATH."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
LEFT_OUT = "browser tests left out: no Chromium found (apt-get install chromium)"


def found_chromium() -> str | None:
    """Its path; None where there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if path is None:
            raise pytest.UsageError(f"CHROMIUM names no program: {named}")
        return path
    return next((path for name in NAMES if (path := shutil.which(name))), None)
