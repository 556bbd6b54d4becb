"""What the services have in common: facts and how they travel, rules, people, the web frame."""
