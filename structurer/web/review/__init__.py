"""The application in which people check records, correct them and make labels."""
