import { cache } from 'react';
import type { Actor } from '@/lib/auth/actor';
import { orNotFound } from '@/lib/http/or-not-found';
import { getApplication } from '@/lib/services/applications/get-application';
import { getOktaApplication } from '@/lib/services/okta/get-okta-application';

/** The application of the address, read once for the layout and its page; 404 when there is none. */
export const loadApplication = cache((actor: Actor, id: string) =>
  orNotFound(getApplication(actor, id)),
);

/** What a page shows of an Okta organisation; 404 for an application of another kind. */
export const loadOktaApplication = cache((actor: Actor, id: string) =>
  orNotFound(getOktaApplication(actor, id)),
);
