"""The register of communes since 1943, from INSEE's history and the editions that followed it."""
