"""What happens in recruitment: a module for each noun."""
