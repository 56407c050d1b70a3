"""What can be done with the register. Each is all or nothing, and recorded."""
