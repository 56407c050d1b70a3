"""The educators app."""

from django.apps import AppConfig


class EducatorsConfig(AppConfig):
    """The register of practice educators."""

    name = "educators"

    def ready(self) -> None:
        """Listen for invitations that are taken up."""
        from educators import sign_ins  # noqa: F401
