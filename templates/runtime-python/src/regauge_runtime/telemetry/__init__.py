"""What a run, its steps and its checks tell in OpenTelemetry."""
