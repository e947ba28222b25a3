"""The embedded model: pinned weights, fetched on first use, behind a server of our own on this machine's loopback."""
