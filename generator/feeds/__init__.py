"""Machine-readable forms of the catalogue, one module per format."""
