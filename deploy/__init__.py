"""What an operator runs before and around the services."""
