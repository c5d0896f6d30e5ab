"""Outbox and batches under fire: a real mail server, Redis, PostgreSQL, workers that are killed."""
