"""A new tariff for leases in force: preview, approval, notices, objections, effective day."""
