"""Checks of the responses to requests that are deliberately wrong."""
