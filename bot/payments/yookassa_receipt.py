"""What YooKassa is told for the receipt of a payment, in its own words.

Codes and lengths: https://yookassa.ru/developers/payment-acceptance/receipts/54fz/parameters-values and the object
`receipt` of https://yookassa.ru/developers/api. A receipt goes with the payment, and with the refund of a part of it.
"""

from collections.abc import Mapping
from typing import Any

from bot.payments.yookassa_money import to_yookassa
from funnels.definition.money import Money
from funnels.engine.effects.receipt import ReceiptData

LONGEST_LINE = 128

VAT_CODES: Mapping[str, int] = {
    "none": 1, "0%": 2, "10%": 3, "20%": 4, "10/110": 5, "20/120": 6,
    "5%": 7, "7%": 8, "5/105": 9, "7/107": 10, "22%": 11, "22/122": 12,
}  # fmt: skip

TAX_SYSTEM_CODES: Mapping[str, int] = {"osn": 1, "usn_income": 2, "usn_income_outcome": 3, "esn": 5, "patent": 6}


def receipt_of(receipt: ReceiptData, title: str, money: Money) -> dict[str, Any]:
    """The receipt of one line; the sum of its lines must be the amount that is paid or given back.

    Without an address it names no customer: whoever passes it on adds one.
    """
    address = {"email": receipt.email} if receipt.email else {"phone": receipt.phone.removeprefix("+")}
    customer = {"customer": address} if receipt.reaches else {}
    line = {
        "description": title[:LONGEST_LINE],
        "quantity": "1.00",
        "amount": to_yookassa(money),
        "vat_code": VAT_CODES[receipt.vat],
        "payment_subject": receipt.subject,
        "payment_mode": receipt.mode,
        "measure": "piece",
    }
    taxes = {"tax_system_code": TAX_SYSTEM_CODES[receipt.taxes]} if receipt.taxes else {}
    return {**customer, "items": [line], **taxes}
