"""Checks of a built site against the schemas and shapes that its consumers publish."""
