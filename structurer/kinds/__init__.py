"""Kinds of letters: each in a folder of its own, found by entry point."""
