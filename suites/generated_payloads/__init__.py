"""Generated messages: ordinary, unusual but valid, and broken."""
