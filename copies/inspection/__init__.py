"""Looks into a received file in a process of its own. Needs no Django, network or secret."""
