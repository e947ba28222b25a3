"""What an item's heading asks for: service, parts of the body, strength, quantity, frequency, category."""
