"""Checks of who may do what: credentials, and the isolation of booking partners from each other."""
