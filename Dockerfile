# The Lambdas of handlers/ behind serverless-offline: port 5000 speaks HTTP, port 3002 the Lambda Invoke API. With
# ETL_SERVES=routes or steps a container serves one of the two (docs/scaling.md).
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY . .
# The folder of the model; without it, lib. Of others .dockerignore lets in what is in a folder of examples/ or models/.
ARG ETL_MODEL=
RUN node build.ts

FROM node:24-bookworm-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The optional packages are Node and PostgreSQL for ./run.sh. What is deleted is never loaded: texts, types, source
# maps, and the runner for Lambdas in Java.
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --omit=dev --omit=optional \
 && rm -rf node_modules/java-invoke-local node_modules/.bin/java-invoke-local \
 && find node_modules -type f \( -name '*.md' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' \) -delete

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production \
    API_HOST=0.0.0.0 \
    MALLOC_ARENA_MAX=2 \
    SLS_NOTIFICATIONS_MODE=off
COPY package.json serverless.yml ./
COPY functions functions
COPY aws aws
COPY local/environment.yml local/
COPY --from=modules /app/node_modules node_modules
COPY --from=build /app/dist dist
USER node
# Serverless compiles the schema of its configuration into ~/.serverless, which is half of its start.
RUN node node_modules/serverless/bin/serverless.js print > /dev/null
EXPOSE 5000 3002
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "dist/local/offline/health-check.js"]
# node itself is process 1, so that SIGTERM reaches it: npm and npx would orphan the server.
CMD ["node", "--enable-source-maps", "node_modules/serverless/bin/serverless.js", "offline"]
