"""Tells the owners by itself: digests when their hour has come, and alerts when something breaks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.digest.alert_text import alert_text
from bot.digest.alerts import Alert, Found, broken_stages, failing_name, failing_steps
from bot.digest.reading import Digest, read_digest
from bot.digest.text import render
from bot.reports.funnel import read_funnel_report
from bot.reports.funnel_picture import funnel_svg
from bot.reports.report import Theme
from bot.runner import Runner
from bot.settings import Settings
from funnels.analytics.due import Due, due
from funnels.analytics.messages import messages_of
from funnels.analytics.question import Question
from funnels.definition.script import Script
from storage import desks, told
from storage.database import Database
from storage.payload import TellOwners
from storage.writers.cause import Cause
from storage.writers.outbox import OutboxRows

log = structlog.get_logger()


class Herald:
    """Whoever writes the name of a thing into `told` first tells it, in the same transaction."""

    def __init__(self, database: Database, runner: Runner, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._runner = runner
        self._clock = clock
        self._settings = settings
        self._zone = ZoneInfo(settings.timezone)
        self._looked: dict[str, date] = {}

    async def tell_digests(self) -> None:
        """Of every funnel whose digest is due and was not told; of one where nothing happened there is none."""
        settings, now = self._settings, self._clock.now()
        if settings.digest == "off" or not settings.owner_ids:
            return
        wanted = due(settings.digest, settings.digest_weekday, settings.digest_hour, now=now, zone=self._zone)
        names = {f"digest {wanted.every} {funnel} {wanted.day}": script for funnel, script in self._live.items()}
        async with self._database.read() as conn:
            done = await told.known(conn, names)
        for name, script in names.items():
            if name not in done:
                await self._tell_digest(name, script, wanted, now)

    async def watch(self) -> None:
        """Tell what broke; what is right again may be told anew when it breaks again."""
        if not self._settings.owner_ids:
            return
        now = self._clock.now()
        here = now.astimezone(self._zone)
        for script in tuple(self._live.values()):
            await self._settle(script, await self._steps(script, now), now)
            if here.hour >= self._settings.digest_hour and self._looked.get(script.funnel) != here.date():
                async with self._database.read() as conn:
                    found = await broken_stages(conn, script, now, self._zone)
                await self._settle(script, found, now)
                self._looked[script.funnel] = here.date()

    @property
    def _live(self) -> Mapping[str, Script]:
        return self._runner.catalogue.live

    async def _tell_digest(self, name: str, script: Script, wanted: Due, now: datetime) -> None:
        async with self._database.read() as conn:
            digest = await read_digest(conn, script, wanted, now=now, zone=self._zone)
            dark = await desks.who_chose_dark(conn, self._settings.owner_ids)
        pictures = {} if digest.is_empty else await self._pictures(script, wanted, now)
        outbox = OutboxRows(self._settings.staff, now)
        async with self._database.write() as conn:
            if not await told.claim(conn, name, now):
                return
            if digest.is_empty:
                return
            ended = [one for one in digest.tests if await told.claim(conn, _test_name(digest, one.name), now)]
            text = render(digest, ended, self._settings.language)
            for owner in self._settings.owner_ids:
                picture = pictures["dark" if owner in dark else "light"]
                outbox.report(_of(script), TellOwners(text=text, picture=picture), [owner])
            await outbox.write(conn, hand_over=0)
        log.info("digest told", funnel=script.funnel, day=str(wanted.day))

    async def _pictures(self, script: Script, wanted: Due, now: datetime) -> dict[Theme, str]:
        """By theme: each owner has the one they chose."""
        question = Question(funnel=script.funnel, period=wanted.period, by="calendar")
        report = await read_funnel_report(self._database, script, question, now=now, zone=self._zone)
        themes: tuple[Theme, ...] = ("light", "dark")
        return {theme: funnel_svg(report, self._settings.language, theme) for theme in themes}

    async def _steps(self, script: Script, now: datetime) -> Found:
        names = {failing_name(script.funnel, key): key for key in _keys(script)}
        async with self._database.read() as conn:
            known = await told.known(conn, names)
            return await failing_steps(conn, script, now, {names[name]: name for name in known})

    async def _settle(self, script: Script, found: Found, now: datetime) -> None:
        async with self._database.read() as conn:
            known = await told.known(conn, [*(alert.name for alert in found.wrong), *found.right])
        new = [alert for alert in found.wrong if alert.name not in known]
        over = [name for name in found.right if name in known]
        if new or over:
            await self._write(script, new, over, now)

    async def _write(self, script: Script, new: Sequence[Alert], over: Sequence[str], now: datetime) -> None:
        outbox = OutboxRows(self._settings.staff, now)
        async with self._database.write() as conn:
            await told.forget(conn, over)
            for alert in new:
                if await told.claim(conn, alert.name, now):
                    text = alert_text(script, alert, self._settings.language)
                    outbox.report(_of(script), TellOwners(text=text), self._settings.owner_ids)
                    log.warning("alert", name=alert.name, before=alert.before, now=alert.now)
            await outbox.write(conn, hand_over=0)


def _of(script: Script) -> Cause:
    """It is about a funnel, and nobody in it."""
    return Cause(subscriber_id=0, funnel=script.funnel)


def _test_name(digest: Digest, experiment: str) -> str:
    return f"test {digest.funnel} {experiment}"


def _keys(script: Script) -> Iterable[str]:
    return (message.key for message in messages_of(script))
