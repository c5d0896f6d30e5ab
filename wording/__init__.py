"""Versioned texts that staff edit and a second person approves: named variables, no code."""
