import { cache } from 'react';
import type { Actor } from '@/lib/auth/actor';
import { orNotFound } from '@/lib/http/or-not-found';
import { getReceipt } from '@/lib/services/okta/get-receipt';

/** The receipt of the address, read once for the layout and its page; 404 when there is no such run. */
export const loadReceipt = cache((actor: Actor, runId: string) =>
  orNotFound(getReceipt(actor, runId)),
);
