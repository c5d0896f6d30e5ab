"""The lease: who lives where, for how long, for how much; its text, its PDF, its signing."""
