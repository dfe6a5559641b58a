"""The script of the funnel, and the versions of it that the year has seen."""

from collections.abc import Mapping

FUNNEL = "bench"
STAGES = ("magnet", "warm_up", "tripwire", "quiz", "webinar", "core", "upsell", "club")
PRICES: Mapping[str, int] = {"tripwire": 490, "core": 9_900, "upsell": 2_900, "club": 990}
"""What the stages that are sales sell, by the stage, in rubles."""

SALES = tuple(PRICES)
MARKS: Mapping[str, str] = {"magnet": "lead", "quiz": "mql", "webinar": "sql", "core": "sale"}
VERSIONS = (1, 2, 3, 4)

_STAGE = """
  - stage: {stage}
    title: {title}
{marks}    steps:
      - message: Здравствуйте!
        id: letter
        buttons: [Дальше]
        within: 14 days
        otherwise: {otherwise}
"""
_SALE = """
  - stage: {stage}
    title: {title}
{marks}    goal: paid {stage}
    steps:
      - offer: {stage}
        id: letter
        text: Вот что у нас есть — за {{{{ price }}}}.
        deadline: 14 days
        decline: Не сейчас
"""
_SPLIT = """
      - split: price
        id: price
        variants:
          full:
            weight: 1
            steps: [{message: Как обычно.}]
          soft:
            weight: 1
            steps: [{message: Сегодня дешевле.}]
"""


def script(version: int) -> str:
    """The script as it was in one of the versions, which differ by nothing that matters."""
    products = "".join(
        f"  {product}:\n    title: {product.title()}\n    price: {price} RUB\n"
        f"    manual: На карту.\n    deliver: {{text: Держите!}}\n"
        for product, price in PRICES.items()
    )
    stages = "".join(
        (_SALE if stage in SALES else _STAGE).format(
            stage=stage,
            title=stage.replace("_", " ").title(),
            marks=f"    marks: {MARKS[stage]}\n" if stage in MARKS else "",
            otherwise="end" if stage == STAGES[-1] else "next",
        )
        for stage in STAGES
    ).replace("    steps:\n", f"    steps:{_SPLIT}", 1)
    return (
        f"# {version}\nfunnel: {FUNNEL}\nlanguage: ru\nstart: {{default: true}}\nproducts:\n{products}stages:\n{stages}"
    )
