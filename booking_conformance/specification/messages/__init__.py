"""The schemas of messages, how a message is judged by them, and how a generated one breaks them."""
