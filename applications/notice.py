"""Which notice about personal data is shown now; who accepts it accepts this version."""

NOTICE = "2026-11-22"
"""The day it is of: its text is `templates/guide/notices/<NOTICE>.<language>.html`."""
