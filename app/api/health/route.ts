import { loadHealth } from "@/lib/health/loaders";

export const dynamic = "force-dynamic";

/** For load balancers and the scripts that wait for a start. Says nothing that a stranger could use. */
export async function GET(): Promise<Response> {
  const health = await loadHealth();
  return Response.json(health, {
    status: health.ok ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}
