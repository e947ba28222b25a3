"""Rules that hold for every letter of a medical review."""
