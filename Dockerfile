# Each step here is also run without Docker, in an empty folder, by scripts/check-image-steps.sh:
# one instruction a line, and no path but /app, /var/lib/cartoexp and /tmp.
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
WORKDIR /app
COPY pyproject.toml README.md LICENSE requirements.lock requirements-build.lock ./
COPY scripts scripts
COPY src src
RUN scripts/install.sh run
RUN .venv/bin/python -m compileall -q src

FROM python:${PYTHON}-slim
WORKDIR /app
COPY --from=build /app /app
COPY app.py gunicorn.conf.py ./
COPY assets assets
COPY data data
ENV HOME=/tmp
ENV PYTHONDONTWRITEBYTECODE=1
ENV PYTHONUNBUFFERED=1
ENV CARTOEXP_DATABASE_URL=sqlite:////var/lib/cartoexp/cartoexp.sqlite
ENV CARTOEXP_DEPOTS_DIR=/var/lib/cartoexp/depots
ENV CARTOEXP_INDICATEURS_DIR=/var/lib/cartoexp/indicateurs
RUN install -d -o 10001 -g 10001 /var/lib/cartoexp
USER 10001:10001
VOLUME /var/lib/cartoexp
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD [".venv/bin/python", "scripts/health.py", "8000"]
CMD [".venv/bin/cartoexp", "serve", "--host", "0.0.0.0", "--port", "8000"]
