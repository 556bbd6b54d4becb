"""What ours is measured against, each written as its own users would write it."""
