"""What is asked in the placements room, a module for each noun."""
