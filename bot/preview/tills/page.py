"""The page on which a person pays at a stand-in: what, how much, and two buttons."""

import html

from aiohttp import web

_PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{service}</title>
<style>
:root{{color-scheme:light dark}}
body{{font:18px/1.5 system-ui,sans-serif;max-width:24em;margin:15vh auto;padding:0 1em;text-align:center}}
button{{font:inherit;margin:.3em;padding:.6em 1.6em;border:0;border-radius:.5em;background:ButtonFace;color:ButtonText}}
button[value=pay]{{background:#2678c8;color:#fff}}
</style>
<p>{service}</p>
<h1>{price}</h1>
<p>{title}</p>
<form method="post">
<button name="do" value="pay">{pay}</button><button name="do" value="cancel">{cancel}</button>
</form>
<p><small>{note}</small></p>
</html>
"""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}
_WORDS = {
    "ru": {"pay": "Оплатить", "cancel": "Отмена", "note": "Это репетиция: деньги не двигаются."},
    "en": {"pay": "Pay", "cancel": "Cancel", "note": "A rehearsal: no money is moved."},
}


def checkout_page(service: str, title: str, price: str, language: str) -> web.Response:
    """The page, before anything is decided, in `ru` or `en`."""
    shown = {"service": service, "title": title, "price": price, "language": language, **_WORDS[language]}
    page = _PAGE.format(**{name: html.escape(text) for name, text in shown.items()})
    return web.Response(text=page, content_type="text/html", headers=_HEADERS)
