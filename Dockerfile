# Built once, it needs no network but that of the target:
#   docker build -t booking-conformance .
#   docker run --rm --user "$(id -u)" -v "$PWD:/work" booking-conformance run --config conformance.toml
FROM python:3.12-slim AS build
COPY . /source
RUN python -m venv /opt/booking-conformance \
 && /opt/booking-conformance/bin/python -m pip install --no-cache-dir /source

FROM python:3.12-slim
COPY --from=build /opt/booking-conformance /opt/booking-conformance
ENV PATH=/opt/booking-conformance/bin:$PATH PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
RUN useradd --no-create-home --shell /usr/sbin/nologin conformance && mkdir /work && chown conformance /work
USER conformance
WORKDIR /work
ENTRYPOINT ["booking-conformance"]
CMD ["run"]
