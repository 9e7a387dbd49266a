"""Steps that several probes share; a probe's own lie in its `src/`."""
