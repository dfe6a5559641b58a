"""What the program serves over HTTP: health, counted links, and the address that takes events from outside."""
