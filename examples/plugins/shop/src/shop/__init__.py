"""What the shop itself knows."""
