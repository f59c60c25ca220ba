"""Checks of access: credentials, and the isolation of booking partners from each other."""
