"""The undeclared side: what a booking system shows of features that it is declared not to have."""
