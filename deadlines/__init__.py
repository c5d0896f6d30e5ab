"""The statutory clock: which days are working days, and the last day of a term."""
