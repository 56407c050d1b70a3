"""What happened, by whom, when and why.

An action wears ``@recorded("what happened")``: it is all or nothing, and every row that it changes
carries who did it, what it was and why, written by database triggers that nobody can bypass.
"""

from kmtp.audit.actions import Refused, current_key, recorded

__all__ = ["Refused", "current_key", "recorded"]
