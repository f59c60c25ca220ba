"""HAR 1.2, written and read: what other recorders write, too, and of any size."""
