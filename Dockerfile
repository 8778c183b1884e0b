# Two images: `service`, the last stage, and `sandbox`, which has i'mport's stand-in and the demo shop.
# `npm run rehearse` carries these steps out without a container engine.
#
# The digest is that of the multi-platform index of the tag. Dockerfile and compose.yaml name both: the tag for people, the
# digest for the engine.
FROM node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20 AS base
WORKDIR /app

FROM base AS build
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json build.mjs ./
COPY src ./src
RUN npm run build

FROM base AS dependencies
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM build AS sandbox
COPY sandbox ./sandbox
# tsx would keep what it compiles in /tmp, which is read-only.
ENV TSX_DISABLE_CACHE=1
# A number, so that Kubernetes can see that it is not root. It is the user `node` of the base image.
USER 1000:1000
EXPOSE 3900 5050
CMD ["node", "--import", "tsx", "sandbox/iamport/main.ts"]

FROM base AS service
ENV NODE_ENV=production
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
# GET /openapi.json sends it.
COPY docs/openapi.json ./docs/
USER 1000:1000
EXPOSE 3000
# Node asks, because the image has no curl. Longer than the service itself takes to find out (LIMITS.readyMs).
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/readyz`).then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
# No shell and no npm in between, and the base image's entrypoint becomes this command: SIGTERM reaches node itself.
CMD ["node", "--enable-source-maps", "dist/main.js"]
