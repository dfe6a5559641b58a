"""The methods that the stand-in knows, by their names; any other name is answered with 404 Not Found."""

from collections.abc import Callable
from typing import Any

from bot.preview.telegram.call import Call
from bot.preview.telegram.world import World

from . import about_bot, answering, changing, inviting, looking_up, receiving, selling, sending_methods

Method = Callable[[World, Call], Any]

METHODS: dict[str, Method] = {
    "getMe": about_bot.get_me,
    "setMyCommands": about_bot.set_my_commands,
    "getMyCommands": about_bot.get_my_commands,
    "deleteMyCommands": about_bot.delete_my_commands,
    "setMyDescription": about_bot.set_my_description,
    "setMyShortDescription": about_bot.set_my_short_description,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": sending_methods.send_message,
    "sendPhoto": sending_methods.send_media("photo"),
    "sendDocument": sending_methods.send_media("document"),
    "sendVideo": sending_methods.send_media("video"),
    "sendAudio": sending_methods.send_media("audio"),
    "sendVoice": sending_methods.send_media("voice"),
    "sendAnimation": sending_methods.send_media("animation"),
    "sendVideoNote": sending_methods.send_media("video_note"),
    "sendMediaGroup": sending_methods.send_media_group,
    "copyMessage": sending_methods.copy_message,
    "editMessageText": changing.edit_message_text,
    "editMessageCaption": changing.edit_message_caption,
    "editMessageMedia": changing.edit_message_media,
    "editMessageReplyMarkup": changing.edit_message_reply_markup,
    "deleteMessage": changing.delete_message,
    "deleteMessages": changing.delete_messages,
    "answerCallbackQuery": answering.answer_callback_query,
    "answerPreCheckoutQuery": answering.answer_pre_checkout_query,
    "answerShippingQuery": answering.answer_shipping_query,
    "sendInvoice": selling.send_invoice,
    "createInvoiceLink": selling.create_invoice_link,
    "refundStarPayment": selling.refund_star_payment,
    "editUserStarSubscription": selling.edit_user_star_subscription,
    "getStarTransactions": selling.get_star_transactions,
    "getFile": looking_up.get_file,
    "getChat": looking_up.get_chat,
    "getChatMember": looking_up.get_chat_member,
    "createChatInviteLink": inviting.create_chat_invite_link,
    "revokeChatInviteLink": inviting.revoke_chat_invite_link,
    "approveChatJoinRequest": inviting.approve_chat_join_request,
    "declineChatJoinRequest": inviting.decline_chat_join_request,
    "banChatMember": inviting.ban_chat_member,
    "unbanChatMember": inviting.unban_chat_member,
    "sendChatAction": looking_up.send_chat_action,
    "getUserProfilePhotos": looking_up.get_user_profile_photos,
}

NAMES = {name.lower(): name for name in METHODS}
