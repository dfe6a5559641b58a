"""Row 12: the picture of a funnel of six stages, from figures to PNG, in a process that has all of the bot loaded."""

import json
import statistics
import struct
import subprocess
import sys
import time
from pathlib import Path

from bench.result import Result

ROUNDS = 15
MOST_MS, MOST_MB = 100, 35
_KB = 1024


def measure() -> list[Result]:
    """A process of its own, so that its peak of memory is of nothing else; processor time of one thread is counted."""
    child = [sys.executable, "-c", "from bench.pictures import draw; draw()"]
    seen = json.loads(subprocess.run(child, capture_output=True, text=True, check=True).stdout)
    return [
        Result(
            name="funnel picture, from figures to PNG",
            figure=f"{seen['ms']:.0f} ms",
            target=f"≤ {MOST_MS} ms",
            reached=seen["ms"] <= MOST_MS,
            raw=f"the first one {seen['first_ms']:.0f} ms; a picture of its size with nothing on its ground "
            f"{seen['empty_ms']:.0f} ms, ×{seen['ms'] / seen['empty_ms']:.1f}; {seen['size']} pixels, "
            f"{seen['bytes'] // _KB} KB",
        ),
        Result(
            name="funnel picture, peak of memory above the bot",
            figure=f"{seen['mb']:.0f} MB",
            target=f"≤ {MOST_MB} MB",
            reached=seen["mb"] <= MOST_MB,
            raw=f"the bot's modules alone {seen['bot_mb']:.0f} MB",
        ),
    ]


def draw() -> None:
    """What the process does; prints what it saw as JSON."""
    import bot.app  # noqa: F401, PLC0415  # the bot, as it is when an owner asks
    from bot.reports.charts import to_png  # noqa: PLC0415  # counted from here on
    from bot.reports.drawing import Drawing  # noqa: PLC0415
    from bot.reports.funnel_picture import funnel_svg  # noqa: PLC0415
    from bot.reports.palette import PALETTES  # noqa: PLC0415
    from funnels.analytics.conversion import StageRow, funnel_report  # noqa: PLC0415

    bot_mb = _peak_mb()
    stages = [
        StageRow(
            stage=f"stage-{place}",
            title=f"Этап {place}: с названием 🎁",
            reached=reached,
            passed=reached // 2,
            lost=reached // 4,
            inside=reached - reached // 2 - reached // 4,
            median_seconds=7_200.0,
            p90_seconds=86_400.0,
        )
        for place, reached in enumerate((100_000, 50_000, 25_000, 12_000, 6_000, 3_000), 1)
    ]
    report = funnel_report("bench", "Воронка для замера", 100_000, stages, [])
    times = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        png = to_png(funnel_svg(report, "ru", "light"))
        times.append(1000 * (time.process_time() - begin))
    width, height = struct.unpack(">II", png[16:24])
    ground = Drawing(width=width)
    ground.box(x=0, y=0, width=width, height=height, fill=PALETTES["light"].ground)
    begin = time.process_time()
    to_png(ground.svg(height))
    empty = 1000 * (time.process_time() - begin)
    seen = {
        "ms": statistics.median(times),
        "first_ms": times[0],
        "empty_ms": empty,
        "size": f"{width}×{height}",
        "bytes": len(png),
        "mb": _peak_mb() - bot_mb,
        "bot_mb": bot_mb,
    }
    print(json.dumps(seen))


def _peak_mb() -> float:
    """Of this program alone: `ru_maxrss` begins with what the process was before it became this program."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / _KB
