"""What the bot keeps, and the only package that knows SQL: one code path for SQLite and PostgreSQL."""
