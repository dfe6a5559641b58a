"""`voronka demo --exit` from beginning to end, as on a machine where something else has the usual port."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ru", ("Держите!", "✅ 100 ⭐", "Книга и приёмы остаются вашими", "Конверсия всей воронки")),
        ("en", ("Here you are!", "✅ 150 ⭐", "Conversion of the whole funnel")),
    ],
)
def test_the_demo_plays_shows_the_report_and_ends_well(tmp_path: Path, language: str, told: tuple[str, ...]) -> None:
    picture = tmp_path / "funnel.png"
    options = (f"--language={language}", f"--picture={picture}")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = subprocess.run(
            [sys.executable, "-m", "bot", "demo", "--exit", "--people=4", *options],
            env={**os.environ, "HTTP_PORT": str(taken.getsockname()[1])},
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    for words in told:
        assert words in ended.stdout
    assert picture.read_bytes().startswith(PNG)
