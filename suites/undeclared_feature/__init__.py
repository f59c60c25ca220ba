"""Features that a booking system is declared not to have, but shows."""
