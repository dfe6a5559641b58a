"""What YooKassa's documentation wants of a receipt; written from it, not from what the bot sends.

https://yookassa.ru/developers/payment-acceptance/receipts/54fz/parameters-values
"""

import re
from decimal import Decimal
from typing import Any

_SUBJECTS = {
    "commodity", "excise", "job", "service", "payment", "casino", "gambling_bet", "gambling_prize", "lottery",
    "lottery_prize", "intellectual_activity", "agent_commission", "property_right", "non_operating_gain",
    "insurance_premium", "sales_tax", "resort_fee", "composite", "another",
}  # fmt: skip
_MODES = {
    "full_prepayment", "partial_prepayment", "advance", "full_payment", "partial_payment", "credit", "credit_payment"
}  # fmt: skip
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"[1-9][0-9]{6,14}")
_VALUE = re.compile(r"[0-9]{1,12}\.[0-9]{2}")
_LONGEST_DESCRIPTION = 128
_MOST_LINES = 80


def is_legal(receipt: Any, amount: dict[str, str]) -> bool:
    """Whether it is a receipt, and of this amount."""
    if not isinstance(receipt, dict) or not _reaches(receipt.get("customer")):
        return False
    lines = receipt.get("items")
    if not isinstance(lines, list) or not 1 <= len(lines) <= _MOST_LINES:
        return False
    if "tax_system_code" in receipt and receipt["tax_system_code"] not in range(1, 7):
        return False
    return all(_is_line(line, amount["currency"]) for line in lines) and sum(map(_sum, lines)) == Decimal(
        amount["value"]
    )


def _reaches(customer: Any) -> bool:
    if not isinstance(customer, dict):
        return False
    email, phone = str(customer.get("email", "")), str(customer.get("phone", ""))
    return bool(_EMAIL.fullmatch(email) if email else _PHONE.fullmatch(phone))


def _is_line(line: Any, currency: str) -> bool:
    return (
        isinstance(line, dict)
        and 0 < len(str(line.get("description", ""))) <= _LONGEST_DESCRIPTION
        and re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?", str(line.get("quantity"))) is not None
        and isinstance(line.get("amount"), dict)
        and _VALUE.fullmatch(str(line["amount"].get("value"))) is not None
        and line["amount"].get("currency") == currency
        and line.get("vat_code") in range(1, 13)
        and line.get("payment_subject") in _SUBJECTS
        and line.get("payment_mode") in _MODES
    )


def _sum(line: dict[str, Any]) -> Decimal:
    return Decimal(str(line["quantity"])) * Decimal(line["amount"]["value"])
