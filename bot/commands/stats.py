"""How each stage and step of a funnel converts, from the database the bot keeps: text, JSON or a picture."""

import argparse
import asyncio
import json
from pathlib import Path

from bot import logs
from bot.errors import StartError
from bot.output import write_result
from bot.reports.charts import to_png
from bot.reports.funnel import read_funnel_report
from bot.reports.funnel_json import as_json
from bot.reports.funnel_picture import funnel_svg
from bot.reports.funnel_table import render_table
from bot.scripts import newest
from bot.settings import Settings, read_settings
from funnels.analytics.conversion import FunnelReport
from storage.database import Database


def configure(parser: argparse.ArgumentParser) -> None:
    """Which funnel, and how to show it."""
    parser.add_argument("funnel", help="the funnel's name")
    parser.add_argument("--format", choices=("text", "json", "png"), default="text", help="default: text")
    parser.add_argument("--output", type=Path, help="a file instead of standard output")


def run(options: argparse.Namespace) -> int:
    """Write the report."""
    settings = read_settings()
    logs.configure(secrets=logs.secrets_of(settings), form=settings.log_format)
    report = asyncio.run(_report(settings, options.funnel))
    match options.format:
        case "json":
            content = (json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n").encode()
        case "png":
            content = to_png(funnel_svg(report, settings.language))
        case _:
            content = (render_table(report, settings.language) + "\n").encode()
    write_result(content, options.output, is_picture=options.format == "png")
    return 0


async def _report(settings: Settings, funnel: str) -> FunnelReport:
    database = await Database.open(settings.database_url)
    try:
        scripts = await newest(database, timezone=settings.timezone)
        if not scripts:
            raise StartError("This database knows no funnel yet: start the bot once with `voronka run`.")
        if funnel not in scripts:
            raise StartError(f"There is no funnel `{funnel}`. There are: {', '.join(scripts)}.")
        return await read_funnel_report(database, scripts[funnel])
    finally:
        await database.close()
