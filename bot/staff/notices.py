"""A notice in words: what it is about, who, in which funnel; and the buttons it needs."""

import html

from aiogram.methods import CopyMessage, SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from bot.staff.refs import NoticeAct, NoticeRef
from bot.words import Word, say
from funnels.definition.visible import clip_markup, visible_length
from funnels.engine.effects.staff import NotifyStaff, StaffNotice
from funnels.engine.limits import TEXT_LIMIT

NOTICES: dict[StaffNotice, tuple[Word, tuple[NoticeAct, ...]]] = {
    "note": ("notice_note", ()),
    "task": ("notice_task", ("done",)),
    "task_late": ("notice_task_late", ("done",)),
    "handoff": ("notice_handoff", ("hint", "back")),
    "said": ("notice_said", ("hint", "back")),
    "handoff_over": ("notice_handoff_over", ()),
    "asked": ("notice_asked", ("hint",)),
    "wanted": ("notice_wanted", ("hint",)),
    "gate_broken": ("notice_gate_broken", ()),
    "call_failed": ("notice_call_failed", ()),
    "not_removed": ("notice_not_removed", ()),
    "present_failed": ("notice_present_failed", ("again",)),
    "payment_not_asked": ("notice_payment_not_asked", ()),
    "not_cancelled": ("notice_not_cancelled", ()),
    "renewal_unheard": ("notice_renewal_unheard", ()),
    "set_aside": ("notice_set_aside", ()),
}
"""How each notice begins, and its buttons."""

_LABELS: dict[NoticeAct, Word] = {"done": "act_done", "back": "act_back", "hint": "act_hint", "again": "send_again"}
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def notice(chat: int, effect: NotifyStaff, language: str) -> SendMessage | CopyMessage:
    """The request that tells it to this chat."""
    word, acts = NOTICES[effect.about]
    buttons = keyboard([NoticeRef(act, *_where(effect)) for act in acts], language)
    if effect.message:
        return CopyMessage(chat_id=chat, from_chat_id=effect.person, message_id=effect.message, reply_markup=buttons)
    return SendMessage(
        chat_id=chat,
        text=_fitting(f"{say(word, language)}\n{_about(effect, language)}", effect.text),
        reply_markup=buttons,
        link_preview_options=_NO_PREVIEW,
    )


def closed(text: str, said: str) -> str:
    """The notice (Telegram HTML) with what came of it below; one too long for both loses its end."""
    return f"{clip_markup(text, TEXT_LIMIT - visible_length(said) - 2)}\n\n<b>{said}</b>"


def keyboard(refs: list[NoticeRef], language: str) -> InlineKeyboardMarkup | None:
    """The buttons under a notice, in one row."""
    row = [InlineKeyboardButton(text=say(_LABELS[ref.act], language), callback_data=str(ref)) for ref in refs]
    return InlineKeyboardMarkup(inline_keyboard=[row]) if row else None


def _where(effect: NotifyStaff) -> tuple[int, str, int, int]:
    return effect.person, effect.funnel, effect.run, effect.revision


def _about(effect: NotifyStaff, language: str) -> str:
    title = html.escape(effect.title or effect.funnel, quote=False)
    if effect.more:
        return " · ".join([*([title] if title else []), say("notice_repeated", language, more=effect.more)])
    if not effect.person:
        return title
    name = html.escape(effect.name or str(effect.person), quote=False)
    parts = [f'<a href="tg://user?id={effect.person}">{name}</a>']
    if effect.username:
        parts.append(f"@{html.escape(effect.username, quote=False)}")
    return " · ".join([*parts, title] if title else parts)


def _fitting(head: str, text: str) -> str:
    """Both in one message; a text too long for that loses its end."""
    return f"{head}\n\n{clip_markup(text, TEXT_LIMIT - visible_length(head) - 2)}" if text else head
