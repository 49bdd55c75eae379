import { cache } from 'react';
import type { Actor } from '@/lib/auth/actor';
import { orNotFound } from '@/lib/http/or-not-found';
import { getCustomApplication } from '@/lib/services/applications/get-custom-application';

/** The custom application of the address, read once for the layout and its page; else 404. */
export const loadCustomApplication = cache((actor: Actor, id: string) =>
  orNotFound(getCustomApplication(actor, id)),
);
