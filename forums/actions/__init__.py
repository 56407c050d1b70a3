"""What can be done with forums, bookings and the register. Every action is all or nothing, and recorded."""
