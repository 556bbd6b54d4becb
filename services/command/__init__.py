"""The commands of `ketnap`, one file each: they answer people and programs, with an exit code."""
