"""Organisations, teams, people, their roles, and who may do what."""
