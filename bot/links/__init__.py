"""Links into the bot that say where people come from."""
