# Python packages are built in one stage and run in another, by a user who owns nothing but /srv/var.
FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/var --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal -m 700 /srv/var /srv/var/media \
    && install -d -o portal -g portal -m 755 /srv/var/static \
    && install -d -o portal -g portal -m 700 /srv/anchors
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/srv/var
COPY --from=packages /opt/venv /opt/venv
COPY . /srv/portal
WORKDIR /srv/portal
RUN python -m compileall -q .
USER portal
EXPOSE 8000
CMD ["gunicorn", "housing_portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", \
     "--worker-tmp-dir", "/tmp", "--no-control-socket", "--max-requests", "2000", \
     "--max-requests-jitter", "200", "--timeout", "60", "--log-level", "warning"]
