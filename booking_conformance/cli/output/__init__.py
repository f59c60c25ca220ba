"""What the command line prints: in the terminal that there is, at the end of a run, and of one check or row."""
