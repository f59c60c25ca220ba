"""Tokens: by client credentials, by consent of a Seller, or by a command."""
