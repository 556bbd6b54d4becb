"""What the three services have in common: facts, how they are kept and travel, rules, people, and the web frame."""
