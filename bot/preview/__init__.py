"""The preview: the real bot on a stand-in Telegram, played in the browser on a clock one can move."""
