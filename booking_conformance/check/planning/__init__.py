"""Which checks a run judges, in which instances, and which scenarios it acts out for them."""
