"""Generated messages: ordinary, strange but legal, and broken."""
