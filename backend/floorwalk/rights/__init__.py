"""A person's rights (P7, P8): what is held about them as one archive, rectification, retention, and deletion."""
