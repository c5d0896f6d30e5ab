"""From HTML to a PDF that fetched nothing: the one renderer of leases, letters and envelopes."""
