"""Trying a prompt: the letters' answers with it as it was and as it is now, and nothing else different between the two."""
