"""A skipped test fails the run in CI, and only there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parent / "conftest.py"


@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("", 0)])
def test_a_skipped_test_is_a_failure_in_ci(tmp_path: Path, ci: str, status: int) -> None:
    shutil.copy(CONFTEST, tmp_path / "conftest.py")
    (tmp_path / "test_it.py").write_text("import pytest\n\ndef test_it() -> None:\n    pytest.skip('not today')\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    ended = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "CI": ci}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == status, ended.stdout
    assert ("in CI that is a failure" in ended.stdout) is bool(status)
