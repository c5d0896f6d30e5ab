"""Many leases printed in one go: a print-ready PDF and a ZIP."""
