"""The outbox: the one way a letter leaves the building.

A letter is a row, written in the same transaction as the change that causes it. A task claims it, sends it
with a Message-ID fixed by the row, and marks it. Delivery is at least once: a worker killed between sending
and marking sends a second copy with the same Message-ID, which mail servers and readers fold.
"""
