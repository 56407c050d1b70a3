"""What people do with students, requests and placements."""
