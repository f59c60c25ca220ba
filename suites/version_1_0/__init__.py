"""What only version 1.0 of the specification (2019) states."""
