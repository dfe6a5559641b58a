"""What the program serves over HTTP: health and counted links."""
