"""A personal link: the key in a letter that opens one page without an account."""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q


def _nonce() -> bytes:
    return secrets.token_bytes(16)


def hashed(token: str) -> str:
    """Return what is stored of ``token``: its SHA-256, from which it cannot be found again."""
    return hashlib.sha256(token.encode()).hexdigest()


class PersonalLink(models.Model):
    """One link for one purpose, which expires and can be withdrawn.

    The token itself is nowhere in the database: it is a 256-bit HMAC of the row's nonce under the site's
    secret key, made again when a letter is sent, and found by its hash. So a copy of the database opens
    nothing, and a letter that failed can still be sent again.
    """

    purpose = models.CharField(max_length=40)
    nonce = models.BinaryField(default=_nonce, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A link ends after it begins."""

        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="link_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        """Return the purpose, never the token."""
        return f"{self.purpose} link {self.pk}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Store the row with the hash of its token."""
        self.token_hash = self.token_hash or hashed(self.token)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def token(self) -> str:
        """The secret in the address: 43 characters."""
        key = hashlib.sha256(f"personal link {settings.SECRET_KEY}".encode()).digest()
        digest = hmac.digest(key, bytes(self.nonce) + self.purpose.encode(), "sha256")
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
