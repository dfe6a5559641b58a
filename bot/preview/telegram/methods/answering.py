"""Methods that answer what a person waits for: a press on a button, the wish to pay."""

from bot.preview.telegram import utf16
from bot.preview.telegram.call import Call
from bot.preview.telegram.callbacks import Toast
from bot.preview.telegram.errors import bad_request
from bot.preview.telegram.forms import read_options
from bot.preview.telegram.payments import Consent
from bot.preview.telegram.shipping import Ways
from bot.preview.telegram.world import World

TOAST_LIMIT = 200


def answer_callback_query(world: World, call: Call) -> bool:
    toast = Toast(text=call.text("text"), alert=call.flag("show_alert"), url=call.text("url") or None)
    if utf16.units(toast.text) > TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if toast.url is not None and not toast.url.startswith((f"https://t.me/{world.bot['username']}?", "tg://")):
        raise bad_request("URL_INVALID")
    query = world.callbacks.answer(call.required("callback_query_id"), toast)
    chat = world.chats[query.person_id]
    shown = {"text": toast.text, "alert": toast.alert, "url": toast.url}
    if toast.text:
        chat.toasts.append(shown)
    chat.changed.set()
    world.happenings.tell("toast", chat.id, details=shown)
    return True


def answer_pre_checkout_query(world: World, call: Call) -> bool:
    consent = Consent(ok=call.flag("ok"), error_message=call.text("error_message"))
    if not consent.ok and not consent.error_message:
        raise bad_request("ERROR_TEXT_EMPTY")
    world.payments.pre_checkouts.answer(call.required("pre_checkout_query_id"), consent)
    return True


def answer_shipping_query(world: World, call: Call) -> bool:
    if call.flag("ok"):
        options = read_options(call.json("shipping_options", refused_as="can't parse shipping options JSON object"))
        ways = Ways(options=tuple(options))
    else:
        ways = Ways(error_message=call.text("error_message"))
        if not ways.error_message:
            raise bad_request("ERROR_TEXT_EMPTY")
    world.shipping.answer(call.required("shipping_query_id"), ways)
    return True
