"""A test that has had enough people is told in one digest, with its winner and the risk."""

from pathlib import Path

from tests.bot.digest.test_broken_stage import herald, told
from tests.bot.reports.test_experiments import SPLIT, takes_part
from tests.bot.reports.walking import street


async def test_once(tmp_path: Path) -> None:
    async with street(tmp_path, SPLIT.format(sample="sample: 20")) as walk:
        await takes_part(walk, range(1, 11), {"long": 0.2, "short": 0.9})
        walk.passes(days=7)
        await herald(walk).tell_digests()
        await takes_part(walk, range(11, 101), {"long": 0.2, "short": 0.9})
        for _ in range(2):
            walk.passes(days=7)
            await herald(walk).tell_digests()
        early, ended, later = [digest.text for digest in await told(walk)]
    assert "Tests that ended" not in early
    assert "<b>Tests that ended</b>\nwords: 🏁 Enough people. The best is <b>short</b>: probability &gt;99.9%." in ended
    assert "Tests that ended" not in later
