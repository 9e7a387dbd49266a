"""The days of the calendar."""
