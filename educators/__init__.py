"""The register of practice educators: who they are, what they may do, and what they have done."""
