"""What joins the institutions of the whole public record: put together once for a content version, walked in memory."""

from events.catalogue import links
from events.catalogue.kept import kept
from events.links.joints import Joints


def whole(version: int | None) -> Joints:
    """Six queries where it isn't kept. A year takes no room: every `Graph` walks the same joints, up to its day."""
    return kept(version, "links", lambda: Joints(links.rows()))
