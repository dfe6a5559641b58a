"""What people who run the bot are told, and what they do about it: press a button, or reply to the notice."""
