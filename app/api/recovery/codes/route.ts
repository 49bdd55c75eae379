// POST /api/recovery/codes: trades a login and a code for the right to make one passkey in this browser.
import { openNewBrowserFlow, setRecoveryCookie } from '@/lib/http/ceremony-cookies';
import { defineRoute } from '@/lib/http/define-route';
import { recoverySchema } from '@/lib/schemas/recovery';
import { beginRecovery } from '@/lib/services/recovery/begin-recovery';

/** A handler, not a server action: the development server prints the arguments of actions. */
export const POST = defineRoute(
  { auth: { kind: 'public' }, body: recoverySchema, maxBodyBytes: 4096 },
  async ({ actor, tenant, body, setCookie }) => {
    const cookies = { publicUrl: tenant.publicUrl, setCookie };
    // A refusal sets no cookie: what is set here goes with the answer only.
    const browserHash = openNewBrowserFlow(cookies);
    setRecoveryCookie(cookies, await beginRecovery(actor, { ...body, browserHash }));
    return {};
  },
);
