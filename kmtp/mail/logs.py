"""Keep personal links out of the log: Django writes the whole address of whatever it refuses."""

import logging
import re

#: A token is 43 characters of an address (kmtp.mail.models.link); nothing else in one is as long without a break.
TOKEN = re.compile(r"(?<=/)[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")


class WithoutTokens(logging.Filter):
    """Put "(link)" in the place of a token, in what a record says."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the words of the record and let it pass."""
        said = record.getMessage()
        if TOKEN.search(said):
            record.msg, record.args = TOKEN.sub("(link)", said), ()
        return True
