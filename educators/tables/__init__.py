"""Lists of the educators room, a module for each noun."""
