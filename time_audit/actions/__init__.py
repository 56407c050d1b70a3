"""What people do with time audits: set one up, take part, return weeks."""
