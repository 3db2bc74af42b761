"""Exit 0 when Cartoexp answers on this machine: health.py [PORT]. The standard library only."""

import http.client
import json
import sys


def find_fault(port: int) -> str | None:
    """Ask `/health` and believe only a complete answer; return what is wrong, in French."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/health")
        response = connection.getresponse()
        body = json.load(response)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return f"/health ne répond pas : {error}"
    if response.status != http.client.OK or body.get("statut") != "ok":
        return f"/health répond {response.status} : {body}"
    return None


if __name__ == "__main__":
    sys.exit(find_fault(int(sys.argv[1]) if len(sys.argv) > 1 else 8000))
