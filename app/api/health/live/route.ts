export const dynamic = "force-dynamic";

/**
 * For whoever restarts processes that hang: this one answers, whatever the database does. Nothing is done for it, so that
 * `npm run bench` takes it for what any answer costs.
 */
export function GET(): Response {
  return new Response(null, { status: 204, headers: { "Cache-Control": "no-store" } });
}
