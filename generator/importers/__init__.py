"""Records made from what an institution has already: tables and foreign formats."""
