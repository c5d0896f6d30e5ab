"""From HTML to a PDF that fetched nothing, for leases, letters and envelopes; tables as CSV."""
