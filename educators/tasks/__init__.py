"""What a worker does for the room, a module for each noun."""

from educators.tasks import availability, guidance, imports, postings, quality, recruitment, standing

__all__ = ["availability", "guidance", "imports", "postings", "quality", "recruitment", "standing"]
