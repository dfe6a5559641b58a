"""`/products`: what the live scripts sell, how it sells, and what is left of what there is only so much of."""

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aiogram.types import Message

from bot.admin.product_words import say
from bot.codes import lines_of
from bot.context import Context
from bot.reports.figures import count
from bot.reports.messages import Block, pack
from funnels.definition.money import Money, format_money
from funnels.definition.products import Product
from funnels.definition.script import Script
from funnels.definition.sketch import sketch
from funnels.engine.left import Thing
from storage.codes import CodeList
from storage.queries.products import ProductKey, ProductSales, codes_left, product_sales, with_access
from storage.sold import sold


@dataclass(frozen=True, kw_only=True)
class _Figures:
    """All that was counted."""

    sales: Mapping[ProductKey, ProductSales]
    sold: Mapping[Thing, int]
    access: Mapping[str, int]
    codes: Mapping[ProductKey, int]


async def answer(context: Context, message: Message, _arguments: str) -> None:
    """A paragraph a product, in as many messages as that takes."""
    scripts = context.runner.catalogue.live.values()
    figures, language = await _read(context), context.settings.language
    blocks = [Block(head=_product(script, name, figures, language)) for script in scripts for name in script.products]
    for text in pack(blocks) or [say("no_products", language)]:
        await message.answer(text)


async def _read(context: Context) -> _Figures:
    products = [
        (script.funnel, name, product)
        for script in context.runner.catalogue.live.values()
        for name, product in script.products.items()
    ]
    async with context.database.read() as connection:
        codes = {}
        for funnel, name, product in products:
            if product.deliver.codes:
                of = CodeList(funnel=funnel, file=product.deliver.codes)
                codes[funnel, name] = await codes_left(connection, of, lines_of(context.settings.funnels_dir, of))
        return _Figures(
            sales=await product_sales(connection),
            sold=await sold(connection, [(funnel, name, "") for funnel, name, _ in products]),
            access=await with_access(connection, context.clock.now()),
            codes=codes,
        )


def _product(script: Script, name: str, figures: _Figures, language: str) -> str:
    product = script.products[name]
    title = html.escape(sketch(product.title, script.language), quote=False)
    lines = [
        f"<b>{title}</b> · {html.escape(script.title or script.funnel, quote=False)}",
        *_prices(product, language),
        *_sold(figures.sales.get((script.funnel, name), ProductSales()), language),
        *_left(script.funnel, name, product, figures, language),
    ]
    return "\n".join(lines)


def _prices(product: Product, language: str) -> Iterator[str]:
    """A line a price, with the ways to pay it."""
    ways: dict[Money, list[str]] = {}
    for way in product.ways:
        ways.setdefault(product.price_by(way), []).append(way.method)
    for price, methods in ways.items():
        yield f"{format_money(price, language)} — {', '.join(methods)}"


def _sold(sales: ProductSales, language: str) -> Iterator[str]:
    done = sales.orders["paid"] + sales.orders["delivered"]
    yield say("orders", language, sold=count(done, language), open=count(sales.orders["open"], language))
    if sales.came:
        yield say("revenue", language, money=_all(sales.revenue, language))
    if sales.went_back:
        refunded = count(sales.orders["refunded"], language)
        yield say("refunded", language, refunded=refunded, money=_all(sales.refunded, language))


def _left(funnel: str, name: str, product: Product, figures: _Figures, language: str) -> Iterator[str]:
    by_code = {code: number for (of, one, code), number in figures.sold.items() if (of, one) == (funnel, name)}
    if product.stock is not None:
        left = max(product.stock - sum(by_code.values()), 0)
        yield say("stock", language, left=count(left, language), whole=count(product.stock, language))
    for code, promo in product.promo.items():
        used, shown = by_code.get(code, 0), f"<code>{html.escape(code)}</code>"
        if promo.uses is None:
            yield say("promo_free", language, code=shown, used=count(used, language))
        else:
            rest, whole = count(max(promo.uses - used, 0), language), count(promo.uses, language)
            yield say("promo_uses", language, code=shown, left=rest, whole=whole)
    if (codes := figures.codes.get((funnel, name))) is not None:
        yield say("codes", language, left=count(codes, language))
    if product.access is not None or product.deliver.invite:
        yield say("access", language, people=count(figures.access.get(f"{funnel}/{name}", 0), language))


def _all(sums: Sequence[Money], language: str) -> str:
    return ", ".join(format_money(money, language) for money in sums)
