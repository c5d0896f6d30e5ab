"""The portal as gunicorn serves it, each answer telling how long the processor took for it."""

from collections.abc import Iterable
from time import process_time
from typing import TYPE_CHECKING, Any

from bench.visitor import PROCESSOR
from housing_portal.wsgi import application as portal

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class Served:
    """Counts from answer to answer, so that what gunicorn does for a request is in it.

    Sending an answer counts to the one after; while it waits, a worker takes nothing.
    """

    def __init__(self) -> None:
        self.answered = process_time()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            before, self.answered = self.answered, process_time()
            worked = (PROCESSOR, f"{(self.answered - before) * 1000:.3f}")
            return start_response(status, [*headers, worked], *rest)

        return portal(environ, start)


application = Served()
