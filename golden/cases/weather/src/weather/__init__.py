"""The weather product's own code: plain Python, no orchestrator and no Regauge in sight."""
