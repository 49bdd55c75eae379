import { cache } from 'react';
import type { Actor } from '@/lib/auth/actor';
import { orNotFound } from '@/lib/http/or-not-found';
import { getOktaApplication } from '@/lib/services/okta/get-okta-application';

/** The application of the address, read once for the layout and its page; 404 when there is none. */
export const loadApplication = cache((actor: Actor, id: string) =>
  orNotFound(getOktaApplication(actor, id)),
);
