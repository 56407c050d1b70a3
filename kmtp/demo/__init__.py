"""The demonstration: invented people, the published figures, and a mailbox to click the links in."""
