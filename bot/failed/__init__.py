"""What failed: set aside by the program, or given up by Telegram; listed, played again, sent again, dropped."""
