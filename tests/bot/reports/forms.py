"""Every form a report is told in: Telegram's messages and picture, a terminal, JSON, a sheet."""

import json

from bot.export.workbook import Reported, workbook
from bot.reports.charts import to_png
from bot.reports.json_answer import ASKED, json_answer
from bot.reports.plain_answer import plain_answer
from bot.reports.report import Answer, Asked
from funnels.definition.visible import visible_length
from funnels.engine.limits import TEXT_LIMIT


def speaks(answer: Answer) -> None:
    """Telegram takes what it says, in both languages."""
    for language in ("ru", "en"):
        texts = answer.messages(language)
        assert texts
        assert all(0 < visible_length(text) <= TEXT_LIMIT for text in texts)
        if answer.picture is not None:
            assert to_png(answer.picture(language, "light")).startswith(b"\x89PNG")


def counts(name: str, asked: Asked, answer: Answer) -> None:
    """Programs, terminals and sheets take its tables."""
    for table in answer.tables:
        assert all(len(row) == len(table.columns) for row in table.rows), table.key
        assert table.key not in ASKED
    values = json_answer(name, asked, answer)
    assert json.loads(json.dumps(values, allow_nan=False)) == values
    for language in ("ru", "en"):
        assert plain_answer(asked, answer, language).startswith(f"{asked.script.title} · ")
        assert workbook({}, [Reported(name=name, about="", tables=answer.tables)], language)
