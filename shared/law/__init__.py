"""The rules in force on a day, as dated data, and what a refusal says."""
