"""Signing in: by invitation only, with a second factor for those who see other people's records."""
