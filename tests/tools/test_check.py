"""`python -m tools.check` says every breach of every rule and fails if there is one."""

from pathlib import Path

import pytest

from tools import check


def test_breaches_of_all_rules_are_said_at_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / ".env.example").write_text("HTTP_PORT=80\n", encoding="utf-8")
    (project / "bot").mkdir()
    (project / "bot" / "large.py").write_text("x = 1\n" * 500, encoding="utf-8")
    (project / "funnels" / "bad.py").write_text("x = date.today()\n", encoding="utf-8")
    (project / "funnels" / "funnel.schema.json").unlink()
    (project / "docs" / "script-reference.md").unlink()
    (project / "docs" / "operating.md").write_text("", encoding="utf-8")
    (project / "docs" / "pictures" / "first-steps.mmd").unlink()
    (project / "docs" / "figures.md").unlink()
    (project / "docs" / "export.md").unlink()
    assert check.main() == 1
    written = capsys.readouterr().out
    for rule, _ in check.RULES:
        assert f"{rule}: " in written
    assert written.splitlines()[-1].startswith(f"{len(check.RULES)} rules of the project: ")


def test_without_a_breach_it_succeeds(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = [rule for rule, breaches in check.RULES if rule != "file sizes" and list(breaches())]
    assert found == []
    (project / "bot").mkdir()
    (project / "bot" / "small.py").write_text("x = 1\n", encoding="utf-8")
    assert check.main() == 0
    assert capsys.readouterr().out == f"{len(check.RULES)} rules of the project: no breaches\n"
