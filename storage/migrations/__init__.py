"""How the schema came to be what it is: one file a change, each with its way back."""
