"""`make soak`: five minutes at the sending limit, an hour by `SOAK="--minutes 60"`; ends with 1 if anything grows.

The bot runs as `voronka run` starts it, in a process of its own; the stand-in Telegram, its people and the watching are
in this one. All is by the real clock.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from aiohttp import ClientSession

from bench.__main__ import HISTORY
from bench.result import Result
from bench.soak.flat import RULES, windows
from bench.soak.picture import draw
from bench.soak.prospects import SCRIPTS, Prospects, arrivals
from bench.soak.sample import Sample, Watched
from bot.preview.telegram import StandIn
from bot.reports.charts import to_png
from bot.settings import Settings
from bot.tasks import spawn
from bot.web.server import free_port

KEPT = Path("docs/pictures/soak.png")
SECRET = "a secret of the soak"  # both sides of it are here
LIMIT = int(Settings.model_fields["send_per_second"].default)


def main() -> int:
    """Run, tell, draw."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5, help="how long (default: 5)")
    parser.add_argument("--seed", type=int, default=7, help="of what people do (default: 7)")
    parser.add_argument("--picture", type=Path, default=Path("soak.png"), help="where to draw it (default: soak.png)")
    parser.add_argument("--record", action="store_true", help=f"draw it into {KEPT}, add the figures to {HISTORY}")
    options = parser.parse_args()
    samples, others = asyncio.run(_soak(options.minutes * 60, options.seed))
    stretches = windows(samples)
    results = [*(rule.judge(stretches) for rule in RULES), *others]
    for result in results:
        print(result.line())
    picture = KEPT if options.record else options.picture
    rate = sum(sample.sent for sample in samples) / samples[-1].at
    title = f"{options.minutes:g} min of {rate:.0f} messages a second; {LIMIT} are the limit"
    picture.write_bytes(to_png(draw(samples, results, title)))
    print(f"{'drawn':>11}  {picture}")
    if options.record:
        with HISTORY.open("a", encoding="utf-8") as history:
            history.writelines(f"{result.row(datetime.now(UTC).date())}\n" for result in results)
    return 0 if all(result.reached for result in results) else 1


async def _soak(seconds: float, seed: int) -> tuple[Sequence[Sample], Sequence[Result]]:
    """What was seen each second, and what else must hold."""
    samples: list[Sample] = []
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="voronka-soak-")))
        telegram = await stack.enter_async_context(StandIn())
        port = free_port("127.0.0.1")
        url = f"http://127.0.0.1:{port}"
        process = await stack.enter_async_context(_bot(folder, telegram, port))
        prospects = Prospects(telegram=telegram, bot_url=url, secret=SECRET.encode(), chance=Random(seed))
        session = await stack.enter_async_context(ClientSession())
        watched = Watched(pid=process.pid, database=folder / "voronka.db", url=url)
        crowd = [
            spawn(prospects.come(arrivals(LIMIT)), name="prospects come"),
            spawn(prospects.hear_news(), name="prospects hear news"),
        ]
        begun, sent = time.perf_counter(), telegram.sent_count
        while (at := time.perf_counter() - begun) < seconds:
            await asyncio.sleep(len(samples) + 1 - at)
            if process.returncode is not None:
                raise SystemExit(f"the bot ended with status {process.returncode}:\n{_log(folder)[-2000:]}")
            lags, prospects.lags = tuple(1000 * lag for lag in prospects.lags), []
            now = time.perf_counter() - begun
            samples.append(await watched.sample(session, at=now, sent=telegram.sent_count - sent, lags=lags))
            sent = telegram.sent_count
            _tell(samples[-1], prospects, seconds)
        for work in crowd:
            work.cancel()
        process.send_signal(signal.SIGTERM)
        status = await asyncio.wait_for(process.wait(), 30)
        others = [
            _none("prospects who did not see what they should have", prospects.disappointed),
            _none("errors in the bot's log", _errors(folder)),
            _none("exit status of the bot", status),
        ]
        if prospects.last_disappointment:
            print(prospects.last_disappointment, file=sys.stderr)
    return samples, others


@asynccontextmanager
async def _bot(folder: Path, telegram: StandIn, port: int) -> AsyncIterator[Process]:
    """The bot in a process of its own, once it serves; gone afterwards."""
    for name, script in SCRIPTS.items():
        (folder / "funnels" / name).mkdir(parents=True)
        (folder / "funnels" / name / "funnel.yaml").write_text(script, encoding="utf-8")
    environment = {
        **os.environ,
        "BOT_TOKEN": telegram.token,
        "BOT_API_URL": telegram.url,
        "DATABASE_URL": f"sqlite:///{folder}/voronka.db",
        "FUNNELS_DIR": str(folder / "funnels"),
        "HTTP_PORT": str(port),
        "EVENTS_SECRET": SECRET,
        "LANGUAGE": "en",
        "LOG_FORMAT": "json",
    }
    with (folder / "bot.log").open("wb") as log:
        voronka = Path(sys.executable).with_name("voronka")
        process = await asyncio.create_subprocess_exec(voronka, "run", cwd=folder, env=environment, stderr=log)
        try:
            while "bot is running" not in _log(folder):
                if process.returncode is not None:
                    raise SystemExit(f"the bot does not start:\n{_log(folder)[-2000:]}")
                await asyncio.sleep(0.1)
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


def _log(folder: Path) -> str:
    return (folder / "bot.log").read_text(encoding="utf-8")


def _errors(folder: Path) -> int:
    told = [json.loads(line) for line in _log(folder).splitlines() if line.startswith("{")]
    wrong = [line for line in told if line.get("level") in {"error", "critical"}]
    for line in wrong[:3]:
        print(json.dumps(line, ensure_ascii=False)[:1000], file=sys.stderr)
    return len(wrong)


def _none(what: str, count: int) -> Result:
    return Result(name=f"soak, {what}", figure=str(count), target="0", reached=count == 0, raw="must be none")


def _tell(sample: Sample, prospects: Prospects, seconds: float) -> None:
    if sys.stderr.isatty() or int(sample.at) % 30 == 0:
        line = f"{sample.at:5.0f} of {seconds:.0f} s: {sample.memory:.0f} MiB, {sample.handles} handles, "
        line += f"{sample.waiting} waiting, {prospects.walking} people in it, {sample.sent}/s"
        print(line, end="\r" if sys.stderr.isatty() else "\n", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
