"""Scripts no marketer would write: every verb in every place, with outcomes that lead anywhere."""

import json
from typing import Any

from hypothesis import strategies as st

from funnels.definition.script import Script
from tests.funnels.scripts import script_of

PRODUCTS = {
    "talk": {"title": "Talk", "stars": 100, "deliver": {"text": "The talk, {{ word }}."}},
    "course": {"title": "{{ word }}", "price": "50 EUR", "stars": 9, "deliver": {"file": "a.pdf"}},
}
STAGES = ("one", "two", "three")
NAMES = st.sampled_from([*STAGES, "next", "end"])
WORDS = st.sampled_from(
    ["Hello, {{ first_name }}", "{{ word }}", "{{ price }} {{ products.course.price }} {{ time_left }}", "Plain."]
)
TIMES = st.sampled_from(["1 minute", "1 hour", "9 hours", "1 day", "3 days"])
CONDITIONS = st.sampled_from(["word", "orders contains 'talk'", "tags contains 'a'", "source == 'x'", "not word"])

OFFERED: list[Any] = [
    *PRODUCTS,
    [*PRODUCTS],
    {"course": {"price": "40 EUR", "old_price": "60 EUR"}, "talk": {"stars": 50}},
]
GOALS = ["paid talk", "paid course", "paid [talk, course]", "done"]

Step = dict[str, Any]


def some(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    """Any of these keys."""
    return st.fixed_dictionaries({}, optional=keys)


def outcomes(steps: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(NAMES, steps, st.lists(steps, min_size=1, max_size=3))


def waits(step: Step) -> Step:
    """Without what can never happen, as the loader demands."""
    stays = {"url", "buy", "menu"}
    if step.get("buttons") and all(isinstance(one, dict) and stays & one.keys() for one in step["buttons"]):
        step = {key: value for key, value in step.items() if key not in ("follow_ups", "within", "otherwise")}
    if "message" in step and not step.get("buttons"):
        step = {key: value for key, value in step.items() if key not in ("follow_ups", "within", "otherwise")}
    if "within" not in step:
        step.pop("otherwise", None)
    return step


def offer(step: Step) -> Step:
    if "deadline" in step:
        step = {key: value for key, value in step.items() if key not in ("within", "otherwise")}
    else:
        step = {key: value for key, value in step.items() if key != "expired"}
        step["follow_ups"] = [one for one in step.get("follow_ups", []) if "after" in one]
    paid = step.get("paid")
    if isinstance(paid, dict) and not paid.keys() - PRODUCTS.keys():
        step["paid"] = {name: to for name, to in paid.items() if name in step["offer"]} or "next"
    if "decline" not in step:
        step.pop("declined", None)
    return waits(step)


MENU = [
    {"command": "faq", "message": "Ask {{ word }}.", "buttons": [{"text": "Prices", "menu": "prices"}]},
    {"id": "prices", "keywords": ["pric*"], "message": "Cheap.", "buttons": [{"text": "Buy", "buy": "talk"}]},
]
BUTTONS = st.lists(
    st.one_of(
        st.just("On"),
        st.builds(lambda text, to: {"text": text, "goto": to}, WORDS, st.sampled_from([*STAGES, "end"])),
        st.just({"text": "{{ word }}", "tag": "a"}),
        st.just({"text": "Site", "url": "https://example.com/"}),
        st.builds(lambda product: {"text": "Buy", "buy": product}, st.sampled_from([*PRODUCTS])),
        st.just({"text": "Prices", "menu": "prices"}),
    ),
    max_size=4,
)
CHOICES = {"for": "choice", "choices": ["On", "{{ word }}", 3, "W" * 64]}
QUESTIONS = st.one_of(
    st.sampled_from(["text", "email", "name", "phone", "photo", "file", "location"]).map(lambda kind: {"for": kind}),
    st.sampled_from(
        [
            CHOICES,
            CHOICES | {"several": True},
            CHOICES | {"several": True, "min": 2, "max": 3, "done": "{{ word }}"},
            {"for": "consent", "agree": "On"},
            {"for": "contact", "share": "{{ word }}"},
            {"for": "number", "min": 3, "max": 7},
            {"for": "date", "min": "today", "max": "2026-04-01"},
        ]
    ),
)
AFTER = st.builds(lambda time, text: {"after": time, "message": text}, TIMES, WORDS)
BEFORE = st.builds(lambda time, text: {"before_deadline": time, "message": text}, TIMES, WORDS)


def any_step(inner: st.SearchStrategy[Step]) -> st.SearchStrategy[Step]:
    leads = outcomes(inner)
    waiting = {"follow_ups": st.lists(AFTER, max_size=3), "within": TIMES, "otherwise": leads}
    message = st.builds(
        lambda text, more: waits({"message": text, **more}),
        WORDS,
        some(buttons=BUTTONS, photo=st.just("a.jpg"), **waiting),
    )
    ask = st.builds(
        lambda text, kind, more: waits({"ask": text, **kind, **more}),
        WORDS,
        QUESTIONS,
        some(save=st.just("word"), skip=st.just("Skip"), **waiting),
    )
    sells = {"follow_ups": st.lists(st.one_of(AFTER, BEFORE), max_size=3), "within": TIMES, "otherwise": leads}
    paid = st.one_of(leads, some(talk=leads, course=leads))
    results = {"deadline": TIMES, "decline": st.just("No"), "paid": paid, "declined": leads, "expired": leads}
    offers = st.builds(
        lambda product, text, more: offer({"offer": product, "text": text, **more}),
        st.sampled_from(OFFERED),
        WORDS,
        some(**sells, **results),
    )
    chooses = st.builds(
        lambda condition, more: {"if": condition, **more}, CONDITIONS, some(then=leads, **{"else": leads})
    )
    gates = st.builds(lambda more: waits({"gate": "@rooms", "text": "Join.", **more}), some(**waiting))
    handoffs = st.builds(lambda text, more: waits({"handoff": text, **more}), WORDS, some(text=WORDS, **waiting))
    calls = st.builds(
        lambda more: {"call": "https://example.com/", **more}, some(save=st.just({"word": "a.b"}), failed=leads)
    )
    splits = st.builds(
        lambda left, right: {"split": "s", "variants": {"a": {"weight": 3, "steps": left}, "b": {"steps": right}}},
        leads,
        leads,
    )
    return st.one_of(message, ask, offers, chooses, gates, handoffs, calls, splits)


SIMPLE = st.one_of(
    st.builds(lambda time: {"wait": time}, TIMES),
    st.sampled_from(
        [
            {"wait": "tomorrow 23:30"},
            {"wait": "2026-03-03"},
            {"wait": {"until": "{{ word }}", "minus": "1 day"}, "otherwise": "end"},
            {"wait": {"for": "done", "save": ["word"]}, "within": "1 day", "otherwise": "two"},
            {"wait": {"for": ["done", "begun"]}},
        ]
    ),
    st.sampled_from(
        [
            {"tag": "a"},
            {"untag": "a"},
            {"set": {"word": "{{ word | default: 0 | plus: 1 }}", "first": True}},
            {"deliver": "talk"},
            {"deliver": {"text": "Yours, {{ word }}."}},
            {"notify": "About {{ word }}"},
            {"task": "Call {{ first_name }}", "within": "1 day"},
            {"start": "random"},
            {"goal": "done"},
        ]
    ),
    st.builds(lambda to: {"goto": to}, st.sampled_from([*STAGES, "end"])),
    st.just({"end": "enough"}),
    st.builds(lambda text: {"message": text}, WORDS),
)
STEPS = st.recursive(SIMPLE, any_step, max_leaves=4)
STAGE = st.builds(
    lambda steps, more: {"steps": steps, **more},
    st.lists(STEPS, min_size=1, max_size=4),
    some(goal=st.sampled_from(GOALS), marks=st.just("mql"), **{"if": st.just("not word")}),
)


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """A script; it may go round for ever."""
    stages = draw(st.tuples(STAGE, STAGE, STAGE))
    again = draw(st.sampled_from(["never", "always", "after 2 days"]))
    begun = draw(st.sampled_from([{}, {"events": "begun"}, {"events": ["begun", "done"], "save": ["word"]}]))
    file = {
        "funnel": "random",
        "language": draw(st.sampled_from(["ru", "en"])),
        "timezone": "Europe/Berlin",
        **draw(some(sending_hours=st.sampled_from(["09:00-21:00", "22:00-02:00"]))),
        "start": {"links": ["in"], "again": again, "keywords": ["let me in"], **begun},
        "menu": MENU,
        **draw(some(fallback=st.sampled_from([{"message": "Hm, {{ word }}."}, {"handoff": True}]))),
        "products": PRODUCTS,
        "stages": [{"stage": name, **stage} for name, stage in zip(STAGES, stages, strict=True)],
    }
    return script_of(json.dumps(file, ensure_ascii=False))
