"""The page of Mosaic and the DuckDB that it asks: python server.py PORT LINES.csv"""

import json
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import local
from typing import Any

import duckdb
import pyarrow as pa

port, path = sys.argv[1:]
connection = duckdb.connect()
connection.execute("CREATE TABLE lines AS FROM read_csv($path)", {"path": path})
own = local()


class Handler(SimpleHTTPRequestHandler):
    """Answers questions as Arrow, which Mosaic reads, and gives the files of its page."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *given: Any) -> None:
        super().__init__(*given, directory=f"{Path(__file__).parent}")

    def do_POST(self) -> None:
        """The answer to one question."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        own.cursor = getattr(own, "cursor", None) or connection.cursor()
        answer = own.cursor.execute(asked["sql"])
        content = b"[]"
        if asked["type"] == "arrow":
            sink = BytesIO()
            table = answer.to_arrow_table()
            with pa.ipc.new_stream(sink, table.schema) as stream:
                stream.write_table(table)
            content = sink.getvalue()
        elif asked["type"] == "json":
            content = answer.df().to_json(orient="records").encode()
        self.send_response(200)
        self.send_header("Content-Length", f"{len(content)}")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_said: object) -> None:
        """Nobody reads it."""


ThreadingHTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()
