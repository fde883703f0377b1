"""What screens run behind themselves."""

from __future__ import annotations

from collections.abc import Callable, Coroutine

Work = Callable[[], Coroutine[None, None, None]]
"""Something to do behind the screen; made into a coroutine only when its turn comes."""
