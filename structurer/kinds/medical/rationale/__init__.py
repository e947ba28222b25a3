"""What a rationale concludes, and why."""
