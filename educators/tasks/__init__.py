"""What a worker does for the room, a module for each noun."""

from educators.tasks import availability, guidance, imports, quality, recruitment, standing

__all__ = ["availability", "guidance", "imports", "quality", "recruitment", "standing"]
