"""What is asked in the educators room, a module for each noun."""
