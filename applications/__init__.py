"""Intake: the application as it was received, its household, homes, documents, status and clock."""
