"""Checks of what becomes of personal data."""
