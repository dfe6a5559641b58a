"""`/export` and `voronka export`: both files, the right funnel, and words where something cannot be."""

import csv
import io
import zipfile

from python_calamine import CalamineWorkbook

from bot.preview.telegram import Message
from bot.reports.catalogue import REPORTS
from tests.bot.terminal import Terminal
from tests.bot.world import World

SCRIPT = """
funnel: walk
language: en
start: {links: [book], default: true}
stages:
  - stage: only
    steps:
      - ask: What is your name?
        save: called
"""


def content(bot: World, message: Message) -> bytes:
    file = bot.telegram.files.by_id(message.body["document"]["file_id"])
    assert file is not None
    return file.content


async def test_an_owner_gets_the_workbook_and_the_facts(bot: World) -> None:
    await bot.starts(SCRIPT)
    anna = await bot.meets("book__vk")
    await bot.says(anna, "Anna")
    before = len(bot.owner.chat)
    await bot.owner.writes("/export 30 calendar")
    await bot.owner.sees_document("walk-csv.zip", within=30)
    book, facts = (message for message in bot.owner.chat[before:] if "document" in message.body)
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(content(bot, book)))
    assert sheets.sheet_names[:2] == ["about", "stats"]
    assert set(sheets.sheet_names[1:]) <= set(REPORTS)
    assert sheets.get_sheet_by_name("stats").to_python()[2][0] == 1
    with zipfile.ZipFile(io.BytesIO(content(bot, facts))) as packed:
        rows = list(csv.DictReader(io.StringIO(packed.read("journeys.csv").decode())))
    assert [row["subscriber"] for row in rows] == [str(anna.id)]


async def test_people_have_names_only_where_they_are_asked_for(bot: World) -> None:
    await bot.starts(SCRIPT)
    await bot.meets("book__vk", first_name="Annabel")
    told = []
    for command in ("/export walk", "/export walk имена"):
        before = len(bot.owner.chat)
        await bot.owner.writes(command)
        await bot.owner.sees_document("walk.xlsx", within=30)
        await bot.owner.sees_document("walk-csv.zip", within=30)
        book = next(message for message in bot.owner.chat[before:] if "document" in message.body)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content(bot, book))).get_sheet_by_name("people")
        told.append([cell for row in sheet.to_python() for cell in row])
    assert ["Annabel" in cells for cells in told] == [False, True]
    assert all(cells.count("vk") == 1 for cells in told)


async def test_an_unknown_word_is_answered_in_the_words_of_the_command(bot: World) -> None:
    await bot.starts(SCRIPT)
    (answer,) = await bot.says(bot.owner, "/export sourse")
    assert answer.endswith("/export walk 30 source")


async def test_which_of_several_funnels(bot: World) -> None:
    bot.has_script(SCRIPT.replace("funnel: walk", "funnel: talk").replace("links: [book], default: true", ""))
    await bot.starts(SCRIPT)
    (answer,) = await bot.says(bot.owner, "/export")
    assert answer.endswith("/export talk\n/export walk")


def test_the_command_line_writes_the_workbook(terminal: Terminal) -> None:
    terminal.has_run()
    file = terminal.folder / "talk.xlsx"
    assert terminal.runs("export", "talk", "30", "--output", str(file)).output == f"{file}\n"
    assert CalamineWorkbook.from_path(str(file)).sheet_names[:2] == ["about", "stats"]


def test_names_in_the_workbook_of_the_command_line(terminal: Terminal) -> None:
    terminal.has_run()
    heads = []
    for names in ((), ("--names",)):
        file = terminal.folder / "talk.xlsx"
        terminal.runs("export", "talk", *names, "--output", str(file))
        heads.append(CalamineWorkbook.from_path(str(file)).get_sheet_by_name("people").to_python()[1])
    assert ["name" in head or "имя" in head for head in heads] == [False, True]


def test_the_command_line_writes_the_facts_into_a_folder(terminal: Terminal) -> None:
    terminal.has_run()
    folder = terminal.folder / "facts"
    ended = terminal.runs("export", "talk", "--output", str(folder))
    assert f"{folder}/events.csv: 0\n" in ended.output
    assert (folder / "orders.csv").read_text(encoding="utf-8").startswith("order,subscriber,journey,step,")


def test_a_place_that_cannot_be_written_to(terminal: Terminal) -> None:
    terminal.has_run()
    (terminal.folder / "taken").write_text("", encoding="utf-8")
    terminal.runs("export", "talk", "--output", str(terminal.folder / "taken" / "x.xlsx")).says_in_one_line("x.xlsx")
    terminal.runs("export", "talk", "--output", str(terminal.folder / "taken")).says_in_one_line("taken")


async def test_a_report_that_tells_of_its_own_days_says_which(bot: World) -> None:
    await bot.starts(SCRIPT)
    await bot.owner.writes("/export")
    await bot.owner.sees_document("walk-csv.zip", within=30)
    book = next(
        message for message in bot.owner.chat if message.body.get("document", {}).get("file_name") == "walk.xlsx"
    )
    about = CalamineWorkbook.from_filelike(io.BytesIO(content(bot, book))).get_sheet_by_name("about").to_python()
    said = {row[0]: str(row[1]) for row in about}
    assert said["What is counted"] == "all time · by contact date"
    assert said["weak"].startswith("the weak stage: what it costs, where to look (")
    assert said["cohorts"] == "cohorts: who bought and what they brought with time"
