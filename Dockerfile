# fupin in a container: docker build -t fupin . && docker run -p 127.0.0.1:8036:8036 -v fupin:/data -e FUPIN_WEB_PUBLIC=1 fupin
# Any other command goes behind the image's name: docker run --rm -v fupin:/data fupin kb list

FROM python:3.13-slim-trixie AS build
RUN python -m venv /opt/fupin
ENV PATH=/opt/fupin/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /source
# The locked libraries are a layer of their own, built again only when a lock changes.
COPY requirements-build.lock requirements.lock ./
RUN pip install --require-hashes --no-deps -r requirements-build.lock \
    && pip install --require-hashes --no-deps --no-build-isolation -r requirements.lock
COPY . .
# pip and setuptools have done their work; the image that runs does not carry them.
RUN pip install --no-deps --no-build-isolation . \
    && pip uninstall --yes setuptools pip

FROM python:3.13-slim-trixie
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="fupin" \
      org.opencontainers.image.description="扶贫政策问答助手：引用原文回答社会组织工作人员的政策问题" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.licenses="MIT"
# The user's number is fixed, so that whoever mounts /data from the host can give it the right owner.
RUN useradd --uid 1000 --no-create-home --shell /usr/sbin/nologin fupin \
    && install --directory --owner=fupin --group=fupin /data
COPY --from=build /opt/fupin /opt/fupin
# What reaches the container comes through the engine: from Docker's networks, Docker Desktop's or Podman's.
# A proxy on the host counts as named with that; one in another network is named with FUPIN_WEB_TRUSTED_PROXY.
ENV PATH=/opt/fupin/bin:$PATH PYTHONUNBUFFERED=1 \
    FUPIN_HOME=/data FUPIN_WEB_HOST=0.0.0.0 FUPIN_WEB_PORT=8036 \
    FUPIN_WEB_TRUSTED_PROXY=172.16.0.0/12,192.168.65.0/24,10.88.0.0/16
USER 1000
WORKDIR /data
VOLUME /data
EXPOSE 8036
# SIGTERM lets fupin answer what it has already taken in.
STOPSIGNAL SIGTERM
HEALTHCHECK --start-period=60s --interval=30s --timeout=5s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ['FUPIN_WEB_PORT']}/healthz\", timeout=4)"]
ENTRYPOINT ["fupin"]
CMD ["run"]
