"""Who acts, and what is kept about whom."""
