"""`/weak`: which stage is below what it should be by more than chance, what that costs, and what to look at."""

from bot.reports.report import Answer, Asked
from bot.reports.weak.picture import picture
from bot.reports.weak.reading import diagnose
from bot.reports.weak.tables import tables
from bot.reports.weak.text import render
from funnels.analytics.messages import messages_of


async def read(asked: Asked) -> Answer:
    """The verdict on every stage."""
    script = asked.script
    async with asked.database.read() as conn:
        diagnosis = await diagnose(conn, script, asked.question, asked.now, asked.zone)
    labels = {message.key: message.label for message in messages_of(script)}
    suspect = diagnosis.suspect
    title = script.title or script.funnel
    return Answer(
        messages=lambda language: render(diagnosis, title, labels, language),
        tables=tables(diagnosis, labels),
        picture=(lambda language, theme: picture(diagnosis, suspect, language, theme)) if suspect else None,
    )
