"""The outbox under fire: a real mail server, Redis, PostgreSQL and workers that are killed."""
