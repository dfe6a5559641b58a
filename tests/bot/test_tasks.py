"""What a bot has begun ends with it."""

import asyncio

from bot.tasks import Tasks


async def test_what_goes_on_is_finished() -> None:
    tasks, done = Tasks(), list[str]()

    async def work() -> None:
        await asyncio.sleep(0.02)
        done.append("first")
        await asyncio.sleep(0.02)
        done.append("second")

    tasks.spawn(work(), name="work")
    await tasks.end(5)
    assert done == ["first", "second"]


async def test_what_is_begun_meanwhile_is_finished_too() -> None:
    tasks, done = Tasks(), asyncio.Event()

    async def later() -> None:
        await asyncio.sleep(0.02)
        done.set()

    async def work() -> None:
        tasks.spawn(later(), name="later")

    tasks.spawn(work(), name="work")
    await tasks.end(5)
    assert done.is_set()


async def test_whoever_takes_too_long_is_cut_off_and_has_let_go_of_everything() -> None:
    tasks, let_go = Tasks(), asyncio.Event()

    async def hang() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.02)
            let_go.set()

    task = tasks.spawn(hang(), name="hang")
    await tasks.end(0.05)
    assert task.cancelled()
    assert let_go.is_set()


async def test_with_nothing_to_finish_there_is_nothing_to_wait_for() -> None:
    tasks = Tasks()
    await tasks.spawn(asyncio.sleep(0), name="nothing")
    await tasks.end(60)
