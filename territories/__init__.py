"""Where places lie (KATOTTH), and when they saw hostilities or occupation (Order 376)."""
