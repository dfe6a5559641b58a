"""Row 9: `voronka check` on a script of 200 steps, in a process of its own, beside its libraries' bare import."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.result import Result
from funnels.definition.document import FILE

STEPS = 200
ROUNDS = 7
_SIX = """      - message: |
          Здравствуйте, {{{{ first_name | default: "друг" }}}}! Это письмо {i}, и в нём **одна мысль** и [ссылка](https://example.com/{i}).

          - Сначала одно, потом *другое*; хватит десяти минут.
          - Если некогда, отложите: {{% if tags contains "warm" %}}мы вас помним{{% else %}}до встречи{{% endif %}}.
        id: letter-{i}
        buttons: [Дальше, {{text: Ещё раз, goto: letter-{i}}}]
        follow_ups:
          - {{after: 3 hours, message: "Письмо {i} всё ещё ждёт вас."}}
        within: 2 days
      - ask: Какой у вас вопрос номер {i}?
        save: answer-{i}
        skip: Пропустить
        follow_ups: [{{after: 1 day, message: Вопрос прежний.}}]
      - wait: 1 day 2 hours
      - if: orders contains "course"
        then: [{{tag: bought-{i}}}]
      - offer: course
        text: "Курс за {{{{ price }}}}, цена держится {{{{ time_left }}}}."
        deadline: 2 days 2 hours
        follow_ups: [{{before_deadline: 2 hours, message: Осталось два часа.}}]
"""
_TOP = """funnel: long
sending_hours: 09:00-21:00
fallback: {handoff: true}
products:
  course: {title: Курс, stars: 100, deliver: {text: Держите}}
stages:
"""


def script(steps: int) -> str:
    """A script of that many steps, nested ones among them, as a marketer writes them; it has no mistakes."""
    stages = [f"  - stage: stage-{i}\n    steps:\n{_SIX.format(i=i)}" for i in range(-(-steps // 6))]
    return _TOP + "".join(stages)


def measure() -> list[Result]:
    """Processor time of the cold process, the two commands in turns; whether it imported aiogram.

    Python has compiled the modules before, as it has for everybody since the first command they ran.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "long" / FILE
        file.parent.mkdir()
        file.write_text(script(STEPS), encoding="utf-8")
        check = [sys.executable, "-m", "bot", "check", str(file)]
        bare = [sys.executable, "-c", "import pydantic, ruamel.yaml, liquid"]
        compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        compiled["PYTHONPYCACHEPREFIX"] = folder
        imported = _run([sys.executable, "-X", "importtime", *check[1:]], compiled).stderr
        ours, theirs = zip(*((_seconds(check, compiled), _seconds(bare, compiled)) for _ in range(ROUNDS)), strict=True)
    own, libraries = statistics.median(ours), statistics.median(theirs)
    return [
        Result(
            name=f"check of {STEPS} steps, cold process",
            figure=f"{own:.2f} s",
            target="≤ 1 s",
            reached=own <= 1,
            raw=f"bare import of its libraries {libraries:.2f} s, ×{own / libraries:.1f}; best {min(ours):.2f} s",
        ),
        Result(
            name="check of a script, modules of aiogram imported",
            figure=str(imported.count("aiogram")),
            target="0",
            reached="aiogram" not in imported,
            raw=f"{imported.count(chr(10))} modules in all",
        ),
    ]


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    begun = _used()
    _run(command, environment)
    return _used() - begun


def _used() -> float:
    """Seconds of a processor that all processes started from here have used, once they have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def _run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
