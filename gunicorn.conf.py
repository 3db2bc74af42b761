"""How gunicorn runs Cartoexp; `cartoexp serve` adds the address to listen on.

The application is loaded before the workers are forked, so that they share the reference arrays,
and each worker answers with threads, so that one slow request does not hold the others.
"""

import gc
import os
from pathlib import Path
from typing import Any

from cartoexp.serving import give_memory_back, prepare, spare_memory

# Several workers share the cores: threads of their linear algebra would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

spare_memory()

# What is imported and read before the workers are forked lasts: nothing is to be collected yet.
gc.disable()

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# A worker computes on one core: more threads only take it from each other. With eight, twenty
# visitors at once wait a quarter longer (95th percentile, see benchmarks/load.py).
threads = 4
preload_app = True

# An address of the page « Essaimage » holds up to a thousand codes: the most that gunicorn takes.
limit_request_line = 8190

timeout = 60
graceful_timeout = 10
# Longer than a reverse proxy keeps an idle connection, so that it is never closed under a request.
keepalive = 75

# The heartbeat file must not live on a disk, whose pauses would look like a stuck worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - the heartbeat's

# Whose X-Forwarded-* headers are believed: the proxy's address where there is one.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")

# Nothing is written into a home folder: the root file system may be read-only.
control_socket_disable = True

accesslog = os.environ.get("CARTOEXP_ACCESS_LOG") or None
loglevel = "warning"


def when_ready(_server: Any) -> None:  # noqa: ANN401 - gunicorn's arbiter has no public type
    """Prepare the database if asked, then keep what lasts out of the collector's reach.

    Touching it would unshare its memory between the workers.
    """
    if os.environ.get("CARTOEXP_PREPARE") == "1":
        prepare()
    gc.collect()
    gc.freeze()
    give_memory_back()
    gc.enable()
