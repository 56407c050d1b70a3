"""Letters of the educators room, a module for each area."""
