"""What the quality page promises, measured: a command each figure, peers in the same run."""
