"""Verification: what a sealed CV declares is put to other committees, answered, and concluded."""
