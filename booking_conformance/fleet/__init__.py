"""Many targets, each tested by a run of its own, and one page about all of them."""
