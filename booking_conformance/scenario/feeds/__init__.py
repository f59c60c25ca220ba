"""Feeds as a scenario reads them: one reader for each feed of a run, and what came through it."""
