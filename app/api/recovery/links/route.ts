// POST /api/recovery/links: trades a one-time link of the operator for the right to make one passkey in this browser.
import { z } from 'zod';
import { openNewBrowserFlow, setRecoveryCookie } from '@/lib/http/ceremony-cookies';
import { defineRoute } from '@/lib/http/define-route';
import { linkTokenSchema } from '@/lib/schemas/setup';
import { openRecoveryLink } from '@/lib/services/recovery/open-recovery-link';

const body = z.object({ token: linkTokenSchema });

export const POST = defineRoute(
  { auth: { kind: 'public' }, body, maxBodyBytes: 4096 },
  async ({ actor, tenant, body: { token }, setCookie }) => {
    const cookies = { publicUrl: tenant.publicUrl, setCookie };
    // A refusal sets no cookie: what is set here goes with the answer only.
    const browserHash = openNewBrowserFlow(cookies);
    setRecoveryCookie(cookies, await openRecoveryLink(actor, { token, browserHash }));
    return {};
  },
);
