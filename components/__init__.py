"""What the screen is made of: each module draws what it is handed and reads no record."""
