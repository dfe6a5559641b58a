"""What a funnel is and what it means. Pure: knows no Telegram, no SQL, no clock, no chance, no network."""
