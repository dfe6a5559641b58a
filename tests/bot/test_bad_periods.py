"""A period that has not begun, or ends before it begins: every report and export says so, and makes nothing."""

from datetime import date

import pytest

from bot.desk.reading import read_view
from bot.reports.catalogue import REPORTS
from bot.reports.report import AskedError
from funnels.definition.load import load_version
from tests.bot.terminal import SCRIPT, Terminal

BAD = ("2999-01-01..2999-02-01", "01.01.2999", "2026-03-31..2026-03-01", "2026-02-30")


@pytest.mark.parametrize("period", BAD)
@pytest.mark.parametrize("report", REPORTS)
def test_a_command_is_answered_with_how_to_write_it(report: str, period: str) -> None:
    scripts = {"talk": load_version(SCRIPT, funnel="talk", version=1)}
    with pytest.raises(AskedError) as raised:
        read_view(report, f"talk {period}", scripts=scripts, today=date(2026, 4, 1))
    assert raised.value.why["en"].startswith(f"“{period}” is no period.")
    assert raised.value.why["ru"].startswith(f"«{period}» — не период.")


def test_the_command_line_says_so_in_a_sentence(terminal: Terminal) -> None:
    terminal.has_run()
    for report in REPORTS:
        for form in ("text", "json"):
            terminal.runs("stats", "talk", "--report", report, "--period", BAD[0], "--format", form).says_in_one_line(
                BAD[0]
            )
    terminal.runs("export", "talk", "--period", BAD[0], "--output", "talk.xlsx").says_in_one_line(BAD[0])
    terminal.runs("export", "talk", BAD[0], "--output", "facts").says_in_one_line(BAD[0])
    assert not (terminal.folder / "talk.xlsx").exists()
    assert not (terminal.folder / "facts").exists()
