"""Dates as a Ukrainian letter has them, without the zero that Django puts before the day."""

DATE_FORMAT = "j E Y року"
DATETIME_FORMAT = "j E Y року, H:i"
