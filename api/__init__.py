"""The same services over HTTP, for staff's own systems."""
