"""Sheets of ad cabinets: what they look like, and what becomes of them."""

from datetime import date
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from bot.spend.complaint import SpendError
from bot.spend.sheet import read_sheet
from bot.spend.spend import Caption, Spend, known_sources
from funnels.analytics.spend import SpendRow
from funnels.definition.money import Money

from .workbook import workbook

TODAY = date(2026, 4, 1)
SOURCES = known_sources([("ВК март", "vk-march"), ("vk-march", "vk-march")])
MARCH_1 = date(2026, 3, 1)
ONE = SpendRow(
    day=MARCH_1,
    source="vk-march",
    money=Money(amount=123450, currency="RUB"),
    impressions=90000,
    clicks=1200,
)


def read(content: bytes | str, source: str = "", currency: str = "") -> Spend:
    data = content.encode() if isinstance(content, str) else content
    return read_sheet(data, Caption(source=source, currency=currency), SOURCES, TODAY)


CABINETS = {
    "a plain sheet": "day,source,spend,currency,impressions,clicks\n2026-03-01,vk-march,1234.50,RUB,90000,1200\n",
    "in Russian": "день;источник;расход;валюта;показы;переходы\n01.03.2026;ВК март;1 234,50;руб.;90 000;1 200\n",
    "Yandex Direct": "Мастер отчётов, 01.03.2026 - 01.03.2026\n"
    "Дата\tКампания\tПоказы\tКлики\tCTR (%)\tРасход (руб.)\n"
    "01.03.2026\tВК март\t90000\t1200\t1,33\t1234,50\nИтого\t-\t90000\t1200\t1,33\t1234,50\n",
    "VK Ads": "Дата;Название кампании;Показы;Клики;Потрачено всего, ₽\n01.03.2026;vk-march;90000;1200;1234,5\n",
    "Google Ads": 'Campaign report\n"March 1, 2026 - March 1, 2026"\nDay,Campaign,Currency code,Cost,Impr.,Clicks\n'
    '2026-03-01,VK-March,RUB,"1,234.50","90,000","1,200"\nTotal: Account, --,RUB,"1,234.50","90,000","1,200"\n',
    "Google Ads in Russian": "День\tКампания\tКод валюты\tСтоимость\tПоказы\tКлики\n"
    "1 мар. 2026 г.\tВК март\tRUB\t1 234,50\t90 000\t1 200\n",
    "Meta": "Campaign name,Reporting starts,Reporting ends,Amount spent (RUB),Impressions,Clicks (all),Link clicks\n"
    "vk-march,2026-03-01,2026-03-01,1234.5,90000,1300,1200\n",
    "Telegram Ads": "Date\tAd Title\tViews\tClicks\tAmount, RUB\n01 Mar 2026\tvk-march\t90000\t1200\t1,234.50\n",
    "a clock beside the day": "date|utm_campaign|cost|currency|impressions|clicks\n"
    "2026-03-01T00:00:00+03:00|vk-march|1234.50|RUB|90000|1200\n",
    "Americans": "date,campaign,cost,currency,impressions,clicks\n3/1/2026,vk-march,1234.50,RUB,90000,1200\n"
    "3/31/2026,vk-march,0,RUB,0,0\n",
    "Meta in Russian": "Название кампании,Дата начала отчётности,Дата окончания отчётности,Сумма затрат (RUB),Показы,"
    "Клики по ссылке\nvk-march,2026-03-01,2026-03-01,1234.5,90000,1200\n",
    "a word that is a currency elsewhere": "top source,day,source,spend,currency,impressions,clicks\n"
    "x,2026-03-01,vk-march,1234.50,RUB,90000,1200\n",
    "columns that mean nothing twice": "day,source,utm_source,spend,currency,impressions,clicks,id\n"
    "2026-03-01,vk-march,vk,1234.50,RUB,90000,1200,7\n",
}


@pytest.mark.parametrize("name", CABINETS)
def test_cabinets_say_the_same_in_their_own_ways(name: str) -> None:
    assert read(CABINETS[name]).rows == (ONE,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_encodings(encoding: str) -> None:
    assert read(CABINETS["in Russian"].encode(encoding)).rows == (ONE,)
    assert read(CABINETS["in Russian"].replace("\n", "\r\n").encode(encoding)).rows == (ONE,)


def test_a_workbook() -> None:
    found = read(
        workbook(
            ("Отчёт за март",),
            ("Дата", "Кампания", "Расход, ₽", "Показы", "Клики", "CTR"),
            (MARCH_1, "ВК март", 1234.5, 90000, 1200, 0.013),
            ("Итого", "", 1234.5, 90000, 1200, 0.013),
        )
    )
    assert found.rows == (ONE,)
    assert (found.lines, found.left_out, found.unknown) == (1, (4,), ("CTR",))
    assert found.renamed == (("ВК март", "vk-march"),)
    assert dict(found.columns) == {
        "day": "Дата",
        "source": "Кампания",
        "spend": "Расход, ₽",
        "impressions": "Показы",
        "clicks": "Клики",
    }


def test_lines_of_one_day_and_source_are_one_row() -> None:
    found = read(
        "day,source,spend,clicks\n2026-03-02,tg,1.10,2\n2026-03-01,tg,5,1\n2026-03-02,tg,2.20,\n2026-03-03,tg,0,0\n",
        currency="EUR",
    )
    assert [(row.day.day, row.money, row.clicks) for row in found.rows] == [
        (1, Money(amount=500, currency="EUR"), 1),
        (2, Money(amount=330, currency="EUR"), 2),
    ]
    assert found.lines == 4


def test_currencies_are_kept_apart() -> None:
    found = read("day,source,spend\n2026-03-01,tg,$5\n2026-03-01,tg,100 ₽\n")
    assert [row.money for row in found.rows] == [
        Money(amount=10000, currency="RUB"),
        Money(amount=500, currency="USD"),
    ]


def test_the_caption_says_what_the_sheet_does_not() -> None:
    found = read("day;spend\n2026-03-01;1,5\n2026-03-02;2,5\n", source="ВК март", currency="RUB")
    assert [(row.source, row.money.amount) for row in found.rows] == [("vk-march", 150), ("vk-march", 250)]


def test_the_sheet_goes_before_the_caption() -> None:
    assert read(CABINETS["a plain sheet"], source="tg", currency="EUR").rows == (ONE,)
    assert read(CABINETS["VK Ads"], source="tg", currency="EUR").rows == (ONE,)


def test_a_row_about_several_days_is_spread_over_them() -> None:
    found = read("start date,end date,campaign,cost\n2026-03-01,2026-03-03,tg,10\n", currency="EUR")
    assert [(row.day.day, row.money.amount) for row in found.rows] == [(1, 334), (2, 333), (3, 333)]


def test_amounts_finer_than_their_currency_are_rounded_and_counted() -> None:
    found = read("day,source,spend\n2026-03-01,a,1.005\n2026-03-01,b,1.50\n2026-03-01,c,0.0049\n", currency="RUB")
    assert [row.money.amount for row in found.rows] == [101, 150]
    assert found.rounded == 2


@pytest.mark.parametrize(
    ("written", "others", "amount"),
    [
        ("1.234", "12.5", 123),
        ("1.234", "1.234,56", 123400),
        ("1,234", '"1,234,567"', 123400),
        ("1 234.5", "0", 123450),
        ("1'234.50", "0", 123450),
        ("0.125", "0", 13),
        ("—", "7", 0),
        ("5 руб.", "0", 500),
        ("+5", "0", 500),
    ],
)
def test_numbers_are_read_by_what_the_file_shows(written: str, others: str, amount: int) -> None:
    text = f'day\tsource\tspend\tclicks\n2026-03-01\ta\t"{written}"\t1\n2026-03-01\tb\t{others}\t0\n'
    assert read(text, currency="RUB").rows[0].money.amount == amount


@pytest.mark.parametrize(
    ("currency", "written", "amount"),
    [("JPY", "1500", 1500), ("XTR", "50", 50), ("KWD", "1.5", 1500), ("EUR", "1.5", 150)],
)
def test_a_currency_has_its_own_minor_units(currency: str, written: str, amount: int) -> None:
    (found,) = read(f"day;source;spend\n2026-03-01;a;{written}\n", currency=currency).rows
    assert found.money == Money(amount=amount, currency=currency)


@pytest.mark.parametrize("clicks", ["1.200", "1,200", "1 200", "1200"])
@pytest.mark.parametrize("spend", ["1.5", "1,5"])
def test_counts_have_no_decimals_whatever_the_spend_has(spend: str, clicks: str) -> None:
    (found,) = read(f"day;source;spend;clicks\n2026-03-01;a;{spend};{clicks}\n", currency="EUR").rows
    assert (found.money.amount, found.clicks) == (150, 1200)


def test_half_a_click_is_no_count() -> None:
    with pytest.raises(SpendError, match=r"1\.5"):
        read(workbook(("day", "source", "spend, RUB", "clicks"), (MARCH_1, "a", 5, 1.5)))


def test_a_remark_below_the_rows_is_left_out() -> None:
    found = read("day;source;spend\n2026-03-01;a;5\n\nДанные за март могут измениться;;\n", currency="RUB")
    assert (len(found.rows), found.left_out) == (1, (4,))


def test_a_campaign_may_be_called_total() -> None:
    found = read("day,source,spend\n2026-03-01,total sale,5\n", currency="RUB")
    assert found.rows[0].source == "total sale"


def second_sheet(day: str) -> bytes:
    """A workbook whose first sheet is empty and whose second begins in its fifth line."""
    content = BytesIO()
    with Workbook(content) as book:
        book.add_worksheet("Cover")
        sheet = book.add_worksheet("Data")
        sheet.write_row(4, 2, ("day", "source", "spend, RUB", "", "id"))
        sheet.write_row(5, 2, (day, "tg", 5, "", 7))
    return content.getvalue()


def test_a_workbook_is_read_where_it_holds_something() -> None:
    found = read(second_sheet("2026-03-01"))
    assert [(row.source, row.money.amount) for row in found.rows] == [("tg", 500)]
    assert found.unknown == ("id",)


def test_a_line_of_a_workbook_is_called_as_the_sheet_calls_it() -> None:
    with pytest.raises(SpendError) as refused:
        read(second_sheet("soon"))
    assert [one.line for one in refused.value.complaints] == [6]
