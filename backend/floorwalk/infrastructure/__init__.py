"""Database, embedded PostgreSQL, problem+json, log: the outside world, without a word of the domain."""
