"""A PostGIS server of the test run's own: on loopback, with a password, gone at the end."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import LiteralString, Self

import psycopg
from psycopg import sql

TEMPLATE = "cartoexp_template"
EXTENSIONS: tuple[LiteralString, ...] = ("postgis", "pg_trgm")
# Durability is worth nothing to a server that lives as long as a test run.
OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "jit": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "synchronous_commit": "off",
    "timezone": "UTC",
}


@dataclass(frozen=True)
class PostgisServer:
    """Where a started server is, in words that another process can read."""

    binaries: str
    folder: str
    port: int
    password: str

    @classmethod
    def start(cls, binaries: Path) -> Self:
        """Make a cluster in a temporary folder, start it and prepare the template.

        Raises:
            RuntimeError: PostgreSQL refused; its own words are the message.
        """
        folder = Path(tempfile.mkdtemp(prefix="cartoexp-postgis-"))
        server = cls(str(binaries), str(folder), free_port(), secrets.token_hex(16))
        secret = folder / "password"
        secret.write_text(server.password)
        secret.chmod(0o600)
        if user := _unprivileged_user():
            shutil.chown(folder, user, user)
            shutil.chown(secret, user, user)
        server._run("initdb", "--username=cartoexp", f"--pwfile={secret}", *INITDB)
        secret.unlink()
        options = OPTIONS | {"port": str(server.port), "unix_socket_directories": str(folder)}
        with (folder / "data/postgresql.auto.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in options.items())
        server._run("pg_ctl", "start", "--wait", f"--log={folder}/log")
        server._make_template()
        return server

    def stop(self) -> None:
        """Stop at once and leave nothing behind."""
        self._run("pg_ctl", "stop", "--mode=immediate")
        shutil.rmtree(self.folder)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote."""
        return cls(**json.loads(text))

    def to_json(self) -> str:
        """Write it for the other workers."""
        return json.dumps(asdict(self))

    def url(self, database: str) -> str:
        """Return the address of a database, as SQLAlchemy writes it."""
        return f"postgresql+psycopg://cartoexp:{self.password}@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str, template: str = TEMPLATE) -> str:
        """Copy a template, by default one that holds the extensions and no table.

        Returns:
            The address.
        """
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database and whoever is still connected to it."""
        self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def _make_template(self) -> None:
        self._execute("CREATE DATABASE {}", TEMPLATE)
        for extension in EXTENSIONS:
            self._execute("CREATE EXTENSION {}", extension, database=TEMPLATE)

    def _execute(self, query: LiteralString, *names: str, database: str = "postgres") -> None:
        plain = self.url(database).replace("+psycopg", "")
        statement = sql.SQL(query).format(*map(sql.Identifier, names))
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs on the cluster, never as root: it refuses that."""
        user = _unprivileged_user()
        log = Path(self.folder) / "run.log"
        # A file, not a pipe: the server inherits it and would keep a pipe open.
        with log.open("w+") as output:
            done = subprocess.run(  # noqa: S603 - a program found by us, no outside input
                [Path(self.binaries) / program, f"--pgdata={self.folder}/data", *arguments],
                user=user,
                group=user,
                extra_groups=[] if user else None,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
            output.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program} : {output.read()}")


INITDB = ("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")


def _unprivileged_user() -> str | None:
    """Return `postgres`, which its package makes, when we are root; else we are somebody."""
    return "postgres" if os.geteuid() == 0 else None


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
