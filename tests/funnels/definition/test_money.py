import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from funnels.definition.findings import RefusedError
from funnels.definition.money import Money, Price, exponent, format_money, parse_money

ADAPTER = TypeAdapter(Price)
EITHER = "write `4900 EUR` or `4.90 EUR`"
CODES = "use a three-letter code such as RUB, EUR, USD or XTR"
HOW = "write the number and the currency, such as `4900 RUB`, `49.90 EUR` or `100 XTR` for Stars"


def money(amount: int, currency: str) -> Money:
    return Money(amount=amount, currency=currency)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 900 RUB", money(490_000, "RUB")),
        ("4\u00a0900\u00a0₽", money(490_000, "RUB")),
        ("190 ₽", money(19_000, "RUB")),
        ("190 руб.", money(19_000, "RUB")),
        ("4900rub", money(490_000, "RUB")),
        ("49.90 EUR", money(4_990, "EUR")),
        ("49,9 €", money(4_990, "EUR")),
        ("$10", money(1_000, "USD")),
        ("1,234.50 USD", money(123_450, "USD")),
        ("1.234,50 EUR", money(123_450, "EUR")),
        ("1 000 JPY", money(1_000, "JPY")),
        ("1.250 KWD", money(1_250, "KWD")),
        ("5000 RSD", money(500_000, "RSD")),
        ("100 XTR", money(100, "XTR")),
        ("100 ⭐", money(100, "XTR")),
        ("100 звёзд", money(100, "XTR")),
    ],
)
def test_people_write_prices_in_many_ways(text: str, expected: Money) -> None:
    assert parse_money(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("190", "`190` has no currency; write it after the number: `190 RUB`, or `190 XTR` for Stars"),
        ("-5 RUB", f"`-5 RUB` is less than zero; {HOW}"),
        (
            "4.900 EUR",
            f"`4.900 EUR` can be read in two ways, with thousands or with decimals; {EITHER}",
        ),
        ("10.5 JPY", "`10.5 JPY`: JPY has no fractions; round the price"),
        ("4.5 XTR", "`4.5 XTR`: XTR has no fractions; round the price"),
        ("1.2345 EUR", "`1.2345 EUR`: EUR has at most 2 decimals; round the price"),
        (
            "10 RUBB",
            f"`10 RUBB`: there is no currency `RUBB`; did you mean `RUB`? {CODES}",
        ),
        ("5 тыс руб", f"`5 тыс руб` is not a price; {HOW}"),
        ("free", f"`free` is not a price; {HOW}"),
        ("99999999999999 RUB", "`99999999999999 RUB` is too much; write a smaller price"),
    ],
)
def test_a_refusal_says_what_to_write(text: str, message: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        parse_money(text)
    assert str(refusal.value) == message


@given(st.integers(0, 10**12), st.sampled_from(["RUB", "EUR", "JPY", "KWD", "XTR", "RSD", "UZS"]))
def test_written_money_is_read_back(amount: int, currency: str) -> None:
    assert parse_money(str(money(amount, currency))) == money(amount, currency)


@given(st.integers(0, 10**12), st.sampled_from(["RUB", "EUR", "JPY", "XTR"]))
def test_a_price_shown_in_russian_is_read_back(amount: int, currency: str) -> None:
    shown = format_money(money(amount, currency), "ru").replace("¥", "JPY")
    assert parse_money(shown) == money(amount, currency)


@given(st.text())
def test_any_text_is_money_or_refused(text: str) -> None:
    try:
        price = parse_money(text)
    except RefusedError:
        return
    assert price.amount >= 0


@pytest.mark.parametrize(
    ("price", "language", "expected"),
    [
        (money(490_000, "RUB"), "ru", "4\u00a0900\u00a0₽"),
        (money(490_050, "RUB"), "ru", "4\u00a0900,50\u00a0₽"),
        (money(4_990, "EUR"), "en", "€49.90"),
        (money(490_000, "RUB"), "en", "₽4,900"),
        (money(4_900, "PLN"), "en", "PLN\u00a049"),
        (money(1_000, "JPY"), "en", "¥1,000"),
        (money(-190_000, "RUB"), "ru", "-1\u00a0900\u00a0₽"),
        (money(1_000, "XTR"), "ru", "1\u00a0000\u00a0⭐"),
        (money(100, "XTR"), "en", "100\u00a0⭐"),
        (money(10_000, "?)"), "en", "?)\u00a0100"),
    ],
)
def test_money_is_shown_by_the_habits_of_the_reader(price: Money, language: str, expected: str) -> None:
    assert format_money(price, language) == expected


def test_currencies_have_the_decimals_payments_are_made_in() -> None:
    codes = ("RUB", "JPY", "KWD", "XTR", "RSD", "IQD")
    assert {code: exponent(code) for code in codes} == {
        "RUB": 2, "JPY": 0, "KWD": 3, "XTR": 0, "RSD": 2, "IQD": 3,
    }  # fmt: skip


def test_the_pydantic_type_reads_and_writes_the_words_of_scripts() -> None:
    price = ADAPTER.validate_python("49.90 EUR")
    assert price == money(4_990, "EUR")
    assert ADAPTER.dump_json(price) == b'"49.90 EUR"'
    assert ADAPTER.validate_python(price) == price
    assert ADAPTER.json_schema()["type"] == "string"


@pytest.mark.parametrize("value", [True, None, [], "0 RUB", 190, 49.9, money(-1, "RUB")])
def test_the_pydantic_type_refuses_what_nobody_can_pay(value: object) -> None:
    with pytest.raises(ValidationError):
        ADAPTER.validate_python(value)
