"""Rules over records and the whole catalogue, and reports of what they find."""
