"""Checks of a booking system with several Sellers."""
