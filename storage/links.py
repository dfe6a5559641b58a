"""Links that were made for sources, and who came through them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, func, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.batches import among
from storage.traffic_tables import links, spend, touches
from storage.upsert import insert_into


@dataclass(frozen=True, kw_only=True)
class Link:
    """One link.

    Attributes:
        word: the link's word in the script; empty: the source stands alone.
        written: the source's name as a person wrote it.
    """

    source: str
    funnel: str
    word: str
    written: str


@dataclass(frozen=True, kw_only=True)
class LinkFigures:
    """A link and what came of it.

    Attributes:
        people: who came through it, each once.
        impressions: of the ads of its source, as imported; of all links of the source.
        clicks: as impressions.
    """

    link: Link
    people: int
    impressions: int
    clicks: int


_PEOPLE = func.count(touches.c.subscriber_id.distinct())
_ADS = (
    select(
        spend.c.source,
        func.sum(spend.c.impressions).label("impressions"),
        func.sum(spend.c.clicks).label("clicks"),
    )
    .group_by(spend.c.source)
    .subquery("ads")
)
_LISTED = (
    select(
        links.c.source,
        links.c.funnel,
        links.c.word,
        links.c.written,
        _PEOPLE.label("people"),
        func.coalesce(_ADS.c.impressions, 0).label("impressions"),
        func.coalesce(_ADS.c.clicks, 0).label("clicks"),
    )
    .outerjoin(touches, and_(touches.c.source == links.c.source, touches.c.link == links.c.word))
    .outerjoin(_ADS, _ADS.c.source == links.c.source)
    .group_by(*links.c, _ADS.c.impressions, _ADS.c.clicks)
    .order_by(_PEOPLE.desc(), links.c.source, links.c.funnel, links.c.word)
)
_NAMES = union(
    select(links.c.written.label("name"), links.c.source),
    select(touches.c.source.label("name"), touches.c.source).where(touches.c.source != ""),
).order_by("name", "source")
_TOUCHED = select(touches.c.source).distinct().where(touches.c.source.in_(bindparam("ids", expanding=True)))


async def add(conn: AsyncConnection, link: Link, *, by: int, now: datetime) -> None:
    """Keep a link; one that is known stays as it was made first."""
    values = {**vars(link), "made_by": by, "made_at": now}
    await conn.execute(insert_into(links, conn.dialect.name).on_conflict_do_nothing(), values)


async def listed(conn: AsyncConnection) -> list[LinkFigures]:
    """Every link, those that brought most people first."""
    return [
        LinkFigures(
            link=Link(source=row.source, funnel=row.funnel, word=row.word, written=row.written),
            people=row.people,
            impressions=int(row.impressions),
            clicks=int(row.clicks),
        )
        for row in await conn.execute(_LISTED)
    ]


async def names(conn: AsyncConnection) -> list[tuple[str, str]]:
    """Every name of a source: its own, where somebody came from it, and as people wrote it for its links."""
    return [(row.name, row.source) for row in await conn.execute(_NAMES)]


async def touched(conn: AsyncConnection, sources: Iterable[str]) -> set[str]:
    """Those of the sources that somebody came from."""
    return await among(conn, _TOUCHED, sources)
