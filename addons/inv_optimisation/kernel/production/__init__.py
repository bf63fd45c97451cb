"""Production: which orders can run, what they need and when they can be done."""
