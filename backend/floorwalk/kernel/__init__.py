"""Errors, ids, clock, canonical JSON: what every slice needs. Imports nothing of ours."""
