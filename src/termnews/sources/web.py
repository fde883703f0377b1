"""Documents of web servers: asked with what is known of them, answers judged by the rules of `net.caching`."""

from __future__ import annotations

from functools import partial

from termnews.model.errors import FetchError
from termnews.model.feed import Failed, FeedHealth, FetchOutcome
from termnews.net.caching import Plan, conditions, failed, judge
from termnews.net.client import HttpClient
from termnews.net.trip import target_of


class WebSource:
    """`http:` and `https:` addresses."""

    def __init__(self, client: HttpClient, plan: Plan) -> None:
        """Fetch with `client`; `plan` says how often a feed is checked."""
        self._client = client
        self._plan = plan

    async def fetch(self, url: str, health: FeedHealth, now: int) -> FetchOutcome:
        """Ask the server, conditionally where it gave validators."""
        try:
            answer = await self._client.get(url, conditions=partial(conditions, health))
        except FetchError as error:
            return Failed(error, failed(health, error, now, self._plan))
        return judge(health, answer, now, self._plan)

    def lane(self, url: str) -> str:
        """Host and port."""
        try:
            return target_of(url).lane
        except FetchError:
            return url

    async def ready(self, url: str) -> None:
        """Wait until the host has rested since the last request."""
        await self._client.rested(url)

    async def aclose(self) -> None:
        """Close the client."""
        await self._client.aclose()
