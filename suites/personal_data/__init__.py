"""Checks of what happens to personal data."""
