"""What must not be stored: credentials and personal data, in whatever form they come."""
