"""What Telegram takes as `reply_markup`: inline buttons, a keyboard of answers, its removal."""

from typing import Any

from . import utf16
from .call import Call
from .errors import bad_request
from .links import LinkError, checked, user_of

Markup = dict[str, Any]

DATA_LIMIT = 64
COPY_LIMIT = 256
MOST_BUTTONS = 100
ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)
ALWAYS_AN_ACTION = frozenset({"switch_inline_query", "switch_inline_query_current_chat", "callback_game"})


def read(call: Call) -> Markup | None:
    """The checked markup of a call; None when there is none.

    Raises:
        ApiError: 400 in Telegram's words.
    """
    markup = call.json("reply_markup", refused_as="can't parse reply keyboard markup JSON object")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = _rows(markup, "keyboard", 'field "keyboard" must be an Array of Arrays')
    if rows:
        return {**markup, "keyboard": [[_answer(button) for button in row] for row in rows]}
    rows = _rows(
        markup,
        "inline_keyboard",
        'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    )
    if rows:
        if sum(map(len, rows)) > MOST_BUTTONS:
            raise bad_request("reply markup is too long")
        inline = [[_inline(button) for button in row] for row in rows]
        return {"inline_keyboard": [row for row in inline if row]}
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    return None


def _rows(markup: Markup, name: str, refused_as: str) -> list[list[Any]]:
    rows = markup.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(refused_as)
    return [row for row in rows if row]


def _answer(button: Any) -> dict[str, Any]:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    return button


def _inline(button: Any) -> dict[str, Any]:
    prefix = "can't parse inline keyboard button"
    if not isinstance(button, dict):
        raise bad_request(f"{prefix}: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(f'{prefix}: Can\'t find field "text"')
    kind = next((kind for kind in ACTIONS if _is_given(button, kind)), None)
    if kind is None:
        raise bad_request(f"{prefix}: Text buttons are unallowed in the inline keyboard")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    looks = {key: button[key] for key in ("icon_custom_emoji_id", "style") if button.get(key)}
    return {"text": button["text"], **looks, kind: _action(kind, button[kind])}


def _is_given(button: dict[str, Any], kind: str) -> bool:
    return kind in button and (bool(button[kind]) or kind in ALWAYS_AN_ACTION)


def _action(kind: str, value: Any) -> Any:
    if kind == "callback_data":
        if not isinstance(value, str) or len(value.encode("utf-8", "surrogatepass")) > DATA_LIMIT:
            raise bad_request("BUTTON_DATA_INVALID")
    elif kind == "url":
        return _url(value, "inline keyboard button")
    elif kind == "web_app":
        return {"url": _url(value.get("url") if isinstance(value, dict) else None, "inline keyboard button Web App")}
    elif kind == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 0 < utf16.units(text) <= COPY_LIMIT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return value


def _url(value: Any, what: str) -> str:
    if not isinstance(value, str):
        raise bad_request(f"{what} URL must be encoded in UTF-8")
    if user_of(value) is not None:
        return value
    try:
        link = checked(value)
    except LinkError as error:
        raise bad_request(f"{what} URL '{value}' is invalid: {error}") from None
    if "Web App" in what and not link.startswith("https://"):
        raise bad_request(f"{what} URL '{value}' is invalid: Only HTTPS links are allowed")
    return link
