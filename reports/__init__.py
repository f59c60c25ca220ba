"""The reports of a run, written from the engine's result types alone."""
