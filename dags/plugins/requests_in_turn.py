"""
Keeps a burst of requests from stopping Airflow's API server: only so many are answered at once, the others wait their turn
with nothing in their hands. docs/decisions/027 says what happens without it.
"""

import asyncio

from airflow.plugins_manager import AirflowPlugin

# A request holds one connection and at times a second, of a session inside it: 40. Tasks, four at a time, and the event loop's
# check of a token have what is left of the pool's 50 (SQL_ALCHEMY_POOL_SIZE and MAX_OVERFLOW), and of the server's 40 threads.
AT_ONCE = 20

# What running tasks report does not wait its turn after others: they give up after a while, and are few.
TASKS = "/execution/"


class RequestsInTurn:
    """ASGI: a turn lasts until the answer begins. By then its session is closed, and a log that is followed may go on for hours."""

    def __init__(self, app, at_once=AT_ONCE):
        self.app = app
        self.turns = asyncio.Semaphore(at_once)

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or scope["path"].startswith(TASKS):
            await self.app(scope, receive, send)
            return

        await self.turns.acquire()
        over = False

        def end_turn():
            nonlocal over
            if not over:
                over = True
                self.turns.release()

        async def send_answer(message):
            if message["type"] == "http.response.start":
                end_turn()
            await send(message)

        try:
            await self.app(scope, receive, send_answer)
        finally:
            end_turn()


class RequestsInTurnPlugin(AirflowPlugin):
    name = "requests_in_turn"
    fastapi_root_middlewares = [{"name": "Requests in turn", "middleware": RequestsInTurn}]
