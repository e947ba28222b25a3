"""A run told to others: Markdown for a pull request, JUnit for a CI server."""
