"""The plugin that has Airflow's API server answer requests in turn. Needs Airflow's environment, as test_etl_pipeline.py does."""

import asyncio
import importlib.util
import unittest
from pathlib import Path

PLUGIN = Path(__file__).parents[2] / "dags" / "plugins" / "requests_in_turn.py"


def module():
    spec = importlib.util.spec_from_file_location("requests_in_turn_under_test", PLUGIN)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


class App:
    """An ASGI application that says nothing until it is told to: begin() lets the oldest request that it has begin its answer."""

    def __init__(self):
        self.inside = []
        self.streams = asyncio.Event()

    async def __call__(self, scope, receive, send):
        told = asyncio.get_running_loop().create_future()
        self.inside.append((scope["path"], told))
        await told
        await send({"type": "http.response.start", "status": 200})
        await self.streams.wait()
        await send({"type": "http.response.body"})

    @property
    def paths(self):
        return [path for path, _ in self.inside]

    def begin(self):
        self.inside.pop(0)[1].set_result(None)

    def fail(self):
        self.inside.pop(0)[1].set_exception(RuntimeError("no answer"))


class RequestsInTurn(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.app = App()
        self.in_turn = module().RequestsInTurn(self.app, at_once=2)
        self.requests = []

    async def asyncTearDown(self):
        for request in self.requests:
            request.cancel()
        await asyncio.gather(*self.requests, return_exceptions=True)

    async def ask(self, *paths, kind="http"):
        """Starts requests, and waits until each is in the application or waits for its turn."""
        for path in paths:
            request = self.in_turn({"type": kind, "path": path}, None, self.sent)
            self.requests.append(asyncio.create_task(request))
        await self.settled()

    async def settled(self):
        for _ in range(10):
            await asyncio.sleep(0)

    async def sent(self, _message):
        pass

    async def test_lets_in_so_many_at_once_and_the_others_as_they_came(self):
        await self.ask("/1", "/2", "/3", "/4")
        self.assertEqual(self.app.paths, ["/1", "/2"])

        self.app.begin()
        await self.settled()

        self.assertEqual(self.app.paths, ["/2", "/3"])

    async def test_ends_a_turn_once_though_the_answer_goes_on(self):
        await self.ask("/log", "/2", "/3", "/4", "/5")
        self.app.begin()
        await self.settled()

        self.app.streams.set()
        await self.settled()

        self.assertTrue(self.requests[0].done())
        self.assertEqual(self.app.paths, ["/2", "/3"])

    async def test_gives_the_turn_of_a_request_without_an_answer_to_the_next(self):
        await self.ask("/1", "/2", "/3")
        self.app.fail()
        await self.settled()

        self.assertIsInstance(self.requests[0].exception(), RuntimeError)
        self.assertEqual(self.app.paths, ["/2", "/3"])

    async def test_gives_the_turn_of_one_that_went_away_to_the_next(self):
        await self.ask("/1", "/2", "/3")
        self.requests[0].cancel()
        await self.settled()

        self.assertIn("/3", self.app.paths)

    async def test_does_not_let_what_tasks_tell_wait(self):
        await self.ask("/1", "/2", "/3", "/execution/task-instances/4/heartbeat")

        self.assertEqual(self.app.paths, ["/1", "/2", "/execution/task-instances/4/heartbeat"])

    async def test_leaves_alone_what_is_no_request(self):
        await self.ask("/1", "/2")
        await self.ask("/websocket", kind="websocket")

        self.assertIn("/websocket", self.app.paths)


class ThePlugin(unittest.TestCase):
    def test_puts_itself_before_the_whole_server(self):
        plugin = module()

        [middleware] = plugin.RequestsInTurnPlugin.fastapi_root_middlewares

        self.assertIs(middleware["middleware"], plugin.RequestsInTurn)


if __name__ == "__main__":
    unittest.main()
