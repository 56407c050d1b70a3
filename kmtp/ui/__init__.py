"""How pages look and forms behave; it knows no room."""
