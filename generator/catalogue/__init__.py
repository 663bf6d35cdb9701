"""The catalogue: summaries of all records, how they refer to each other, and where they are published."""
