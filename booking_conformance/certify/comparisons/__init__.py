"""What a saved report says against what it rests on: one comparison a module."""
