"""The three services, and what puts them together in one process."""
