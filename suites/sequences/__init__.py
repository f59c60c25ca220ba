"""Checks of Orders that went through generated lives: any call after any other."""
