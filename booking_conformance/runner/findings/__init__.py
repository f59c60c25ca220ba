"""What `doctor` and `init` find in the open feeds: Sellers, features, opportunities."""
