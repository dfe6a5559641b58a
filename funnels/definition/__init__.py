"""What a funnel script says: reading it, checking it, and the values it is made of."""
