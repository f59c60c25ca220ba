"""Checks of how a booking system answers what is wrong on purpose."""
