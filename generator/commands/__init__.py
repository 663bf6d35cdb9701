"""The verbs of the `catalogue` command, one short module each."""
