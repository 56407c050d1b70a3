"""What people do with evaluations: send them, answer them, follow them up."""
