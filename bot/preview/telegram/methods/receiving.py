"""Methods by which the bot receives updates: long polling, or a webhook, never both."""

import re
from typing import Any
from urllib.parse import urlsplit

from bot.preview.telegram.call import Call
from bot.preview.telegram.errors import bad_request, conflict
from bot.preview.telegram.updates import Update
from bot.preview.telegram.webhook import Webhook
from bot.preview.telegram.world import World

LONGEST_POLL = 50
SECRET = re.compile(r"^[A-Za-z0-9_-]{0,256}$")
SECRET_LIMIT = 256
DEFAULT_CONNECTIONS = 40
MOST_CONNECTIONS = 100
HTTPS = 443
PORTS = frozenset({HTTPS, 80, 88, 8443})


async def get_updates(world: World, call: Call) -> list[Update]:
    if world.webhook is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    _allow(world, call)
    updates = await world.updates.fetch(
        offset=call.integer("offset"),
        limit=call.integer("limit", 100),
        wait=min(max(call.integer("timeout"), 0), LONGEST_POLL),
    )
    if updates and world.faults.take("getUpdates", None, duplicate_update=True) is not None:
        world.updates.deliver_once_more(updates)
    return updates


async def set_webhook(world: World, call: Call) -> bool:
    url = call.text("url")
    if not url:
        return await delete_webhook(world, call)
    parts = urlsplit(url if "://" in url else f"https://{url}")
    if parts.scheme != "https" and not world.local:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    secret = call.text("secret_token")
    if len(secret) > SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if not SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
    _drop_if_asked(world, call)
    _allow(world, call)
    if not world.local and (parts.port or HTTPS) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    await world.forget_webhook()
    world.webhook = Webhook(
        world.updates,
        world.faults,
        url=url,
        secret=secret,
        most_at_once=min(max(call.integer("max_connections", DEFAULT_CONNECTIONS), 1), MOST_CONNECTIONS),
    )
    world.updates.terminate(conflict("terminated by setWebhook request"))
    return True


async def delete_webhook(world: World, call: Call) -> bool:
    _drop_if_asked(world, call)
    await world.forget_webhook()
    return True


def get_webhook_info(world: World, call: Call) -> dict[str, Any]:  # noqa: ARG001  # every method is called alike
    info: dict[str, Any] = {
        "url": world.webhook.url if world.webhook is not None else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if world.webhook is not None:
        info["max_connections"] = world.webhook.most_at_once
        if world.webhook.last_error is not None:
            info["last_error_message"], info["last_error_date"] = world.webhook.last_error
    if world.updates.allowed is not None:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


def _allow(world: World, call: Call) -> None:
    kinds = call.json("allowed_updates", refused_as="can't parse allowed_updates JSON object")
    if kinds is None:
        return
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("expected an Array of String")
    world.updates.allow(kinds)


def _drop_if_asked(world: World, call: Call) -> None:
    if call.flag("drop_pending_updates"):
        world.updates.drop()
