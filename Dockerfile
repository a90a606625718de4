# The engine alone: its Redis and ClickHouse run elsewhere (see docker-compose.yml).
FROM node:24-trixie-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev \
 # Native parts of other systems, and ClickHouse as a library: 0.8 GB that this image never loads.
 && find node_modules/uWebSockets.js -name 'uws_*.node' ! -name "uws_linux_*_$(node -p process.versions.modules).node" -delete \
 && rm -rf node_modules/@chdb

# The console's pages, built once; what builds them stays behind.
FROM node:24-trixie-slim AS pages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY console console
RUN node node_modules/vite/bin/vite.js build -c console/build.ts -l warn

FROM node:24-trixie-slim
ENV NODE_ENV=production \
    KAIROS_DATA_DIR=/data
WORKDIR /app
RUN install -d -o node -g node /data
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE NOTICE ./
COPY sdk sdk
COPY config config
COPY triggers triggers
COPY templates templates
COPY channels channels
COPY engine engine
COPY cli cli
COPY --from=pages /app/console/dist console/dist
USER node
VOLUME /data
EXPOSE 8420 8421
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.KAIROS_CONSOLE_PORT || 8421}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node 24 strips types by itself.
CMD ["node", "--max-semi-space-size=64", "--no-allocation-site-pretenuring", "--use-largepages=silent", "engine/main.ts"]
