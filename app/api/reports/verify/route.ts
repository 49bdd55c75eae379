// POST /api/reports/verify: walks the chain of events; NDJSON with the progress, then the verdict.
import { defineRoute } from '@/lib/http/define-route';
import { streamVerification } from '@/lib/services/reports/stream-verification';

const headers = {
  'content-type': 'application/x-ndjson; charset=utf-8',
  'x-accel-buffering': 'no',
};

export const POST = defineRoute(
  { auth: { kind: 'permission', permission: 'reports.verify' } },
  async ({ actor }) => Promise.resolve(new Response(streamVerification(actor), { headers })),
);
