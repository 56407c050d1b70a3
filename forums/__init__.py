"""Forums for practice educators: sessions, bookings, attendance, reminders."""
