import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getTrace } from './get-trace';

/** What the page of a trace shows, as a file for a ticket. There is no secret in a trace. */
export async function getSupportBundle(actor: Actor, traceId: string) {
  const trace = await getTrace(actor, traceId);
  const bundle = { format: 'adminx-saml-trace-1', writtenAt: new Date().toISOString(), trace };
  return {
    fileName: `saml-trace-${trace.traceId}.json`,
    contentType: 'application/json; charset=utf-8',
    content: new TextEncoder().encode(`${JSON.stringify(bundle, null, 2)}\n`),
  };
}
