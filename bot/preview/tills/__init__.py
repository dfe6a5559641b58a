"""Stand-ins of payment services, built from their documentation: their API, their page, and what they tell the bot."""
