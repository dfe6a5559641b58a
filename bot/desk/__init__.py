"""The owner's desk: every report by a command and by buttons that redraw it.

Words and buttons make the same `View`; the command line reads its words here too, so nothing but `board` and
`answering` knows Telegram.
"""
