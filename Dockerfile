# Two stages: dependencies are resolved by uv from the lock file, the image that runs has neither uv nor pip's caches.
FROM python:3.12-slim AS build
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
RUN pip install --no-cache-dir uv
WORKDIR /app
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --locked --no-dev --extra postgres --no-install-project
COPY bot bot
COPY funnels funnels
COPY storage storage
RUN uv sync --locked --no-dev --extra postgres --no-editable

FROM python:3.12-slim
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 HTTP_HOST=0.0.0.0 LOG_FORMAT=json \
    DATABASE_URL=sqlite:////data/voronka.db FUNNELS_DIR=/funnels
RUN useradd --create-home --uid 10001 voronka && mkdir /data && chown voronka /data
COPY --from=build /app/.venv /app/.venv
COPY --from=build /app/funnels/scripts /funnels
USER voronka
WORKDIR /home/voronka
VOLUME ["/data", "/funnels"]
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ.get('HTTP_PORT', '8080') + '/health', timeout=4)"]
ENTRYPOINT ["voronka"]
CMD ["run"]
