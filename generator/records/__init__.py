"""Record files: reading them exactly, and the model they must fit."""
