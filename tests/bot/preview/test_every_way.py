"""The funnels people begin with are sold in the preview by every way to pay, with nothing set."""

import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import aiohttp
import pytest

from bot.preview.session import OWNER, Preview, previewing
from bot.preview.telegram import Person
from funnels.definition.methods import METHODS, Method


class Example(NamedTuple):
    """A funnel, and how one comes to its first offer: what is said or, behind ">", pressed; then time passes."""

    folder: str
    link: str
    acts: tuple[str, ...]
    days: int
    product: str
    goods: str


FLAGSHIP = Example(
    folder="scripts/relationships",
    link="book",
    acts=(">О чём она?", ">Забрать книгу", "anna@example.com", ">Хочу познакомиться"),
    days=3,
    product="webinar",
    goods="Спасибо, оплата пришла!",
)
COMMUNITY = Example(
    folder="examples/community",
    link="club",
    acts=(),
    days=8,
    product="month",
    goods="Добро пожаловать в клуб!",
)


def sold_by(example: Example, method: Method, folder: Path) -> Path:
    """A copy of the funnel whose product is paid in this way too."""
    to = folder / example.folder.rpartition("/")[2]
    shutil.copytree(Path("funnels") / example.folder, to)
    script = to / "funnel.yaml"
    text = script.read_text(encoding="utf-8")
    head, product, rest = re.split(rf"(?m)^(  {example.product}:\n)", text)
    own, following = re.split(r"(?m)^(?=  \w+:\n|stages:)", rest, maxsplit=1)
    own = re.sub(r"(?m)^    (price|pay):.*\n", "", own)
    own = f"    price: 990 RUB  # voronka: ok\n    pay: [stars, {'manual' if method == 'stars' else method}]\n{own}"
    script.write_text(f"{head}{product}{own}{following}", encoding="utf-8")
    return folder


async def comes_to_the_offer(preview: Preview, example: Example) -> Person:
    person = preview.telegram.person(first_name="Анна")
    await person.starts(example.link)
    await preview.settle()
    for act in example.acts:
        await (person.presses(act[1:]) if act.startswith(">") else person.writes(act))
        await preview.settle()
    await preview.move(preview.clock.now() + timedelta(days=example.days))
    return person


async def press(preview: Preview, person: Person, words: str) -> None:
    """The newest button with these words in it."""
    buttons = [button["text"] for message in reversed(person.chat) for button in message.buttons]
    await person.presses(next(text for text in buttons if words in text))
    await preview.settle()


async def pay(preview: Preview, person: Person, method: Method) -> None:
    await press(preview, person, "⭐" if method == "stars" else "₽")
    if method in ("stars", "provider"):
        assert (await person.pays()).ok
    elif method == "manual":
        await press(preview, person, "Я оплатил")
        await press(preview, preview.telegram.persons[OWNER], "Деньги пришли")
    else:
        url = next(button["url"] for message in reversed(person.chat) for button in message.buttons if "url" in button)
        async with aiohttp.ClientSession() as browser, browser.post(url, data={"do": "pay"}) as done:
            assert done.status == 200


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("example", [FLAGSHIP, COMMUNITY], ids=["flagship", "community"])
async def test_it_is_paid_and_handed_over(example: Example, method: Method, tmp_path: Path) -> None:
    async with previewing(funnels=sold_by(example, method, tmp_path), language="ru") as preview:
        person = await comes_to_the_offer(preview, example)
        await pay(preview, person, method)
        await person.sees(example.goods)
