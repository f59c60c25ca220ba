"""Opportunities for scenarios: asked for by criterion, created or taken from the open feeds, handed out, taken back."""
