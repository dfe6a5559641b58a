"""What a payment service says it was paid, beside what the bot has kept."""
