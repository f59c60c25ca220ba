"""How checks are judged: one instance, one exchange, a whole recording, or one that still grows."""
