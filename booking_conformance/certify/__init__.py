"""Whether a saved report can be believed: compared with its own recording, certified, and compared with another."""
