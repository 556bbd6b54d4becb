"""What every service shows and answers the same way: frame, problems, texts, pages."""
