"""Methods about money: invoices, refunds and the movements of Stars."""

from typing import Any

from bot.preview.telegram import keyboards, sending
from bot.preview.telegram.call import Call
from bot.preview.telegram.errors import bad_request
from bot.preview.telegram.invoices import price, read_invoice
from bot.preview.telegram.world import World

MOST_TRANSACTIONS = 100


def send_invoice(world: World, call: Call) -> dict[str, Any]:
    invoice = read_invoice(call, world.provider_token)
    markup = keyboards.read(call)
    buttons = [button for row in (markup or {}).get("inline_keyboard", []) for button in row]
    if any("pay" in button for button in buttons[1:]) or (buttons and "pay" not in buttons[0]):
        raise bad_request("REPLY_MARKUP_BUY_EMPTY")
    chat = sending.admit(world, call)
    if not buttons:
        markup = {"inline_keyboard": [[{"text": f"Pay {price(invoice)}", "pay": True}]]}
    content = {"invoice": invoice.body, **sending.common(chat, call), **sending.shown(chat, markup)}
    return world.post_from_bot(chat, content, invoice).body


def create_invoice_link(world: World, call: Call) -> str:
    return world.payments.link_to(read_invoice(call, world.provider_token))


def refund_star_payment(world: World, call: Call) -> bool:
    user_id = call.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    charge = world.payments.refund(user_id, call.required("telegram_payment_charge_id"))
    refunded = {
        key: value
        for key, value in charge.body.items()
        if key in {"currency", "total_amount", "invoice_payload", "telegram_payment_charge_id"}
    }
    world.post_from_person(world.chats[user_id], {"refunded_payment": refunded}, "service")
    return True


def edit_user_star_subscription(world: World, call: Call) -> bool:
    charge = call.required("telegram_payment_charge_id")
    world.subscriptions.edit(call.integer("user_id"), charge, canceled=call.flag("is_canceled"))
    return True


def get_star_transactions(world: World, call: Call) -> dict[str, Any]:
    offset = max(0, call.integer("offset"))
    limit = min(max(1, call.integer("limit", MOST_TRANSACTIONS)), MOST_TRANSACTIONS)
    return {"transactions": world.payments.star_transactions()[offset : offset + limit]}
