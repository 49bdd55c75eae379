// POST /api/branding/logo: the file itself as the body, of whatever type; its content decides.
import { defineRoute } from '@/lib/http/define-route';
import { readBoundedBytes } from '@/lib/http/read-body';
import { setLogo } from '@/lib/services/branding/set-logo';

/** More than a logo may have, so that the refusal can say so. */
const maxBytes = 1024 * 1024;

export const POST = defineRoute(
  { auth: { kind: 'permission', permission: 'settings.manage' } },
  async ({ actor, request }) => setLogo(actor, await readBoundedBytes(request.body, maxBytes)),
);
