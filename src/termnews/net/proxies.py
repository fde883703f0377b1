"""Which proxy a request goes through: the configured one, or what the environment and the system say."""

from __future__ import annotations

from collections.abc import Mapping

from termnews.net.addresses import Reach, literal_reach


class Proxies:
    """Choose the proxy for an address; the system is asked once."""

    def __init__(self, configured: str) -> None:
        """Take the configured proxy for everything; when it is empty, what the system says."""
        self._configured = configured
        self._known: Mapping[str, str] | None = None

    def proxy_for(self, scheme: str, host: str) -> str | None:
        """The address of the proxy for a host; None for a direct connection, as always to this machine."""
        if literal_reach(host) is Reach.LOOPBACK:
            return None
        if self._configured:
            return self._configured
        # Late: only requests that leave this machine need it.
        import urllib.request

        if self._known is None:
            self._known = urllib.request.getproxies()
        named = self._known.get(scheme) or self._known.get("all")
        if not named or urllib.request.proxy_bypass(host):
            return None
        return named if "://" in named else f"http://{named}"
