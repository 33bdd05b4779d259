"""The project: how the portal is configured, and the map of its addresses."""

# Registers them, so that every command runs them.
from forum_portal import checks as checks
