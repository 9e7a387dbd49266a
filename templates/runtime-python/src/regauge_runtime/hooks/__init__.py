"""What a step does about its own events; nothing of it is loaded where no hook listens."""
