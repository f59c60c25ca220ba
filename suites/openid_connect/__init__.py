"""OpenID Connect: the provider, its clients, the Sellers' consents, and clients that register themselves."""
