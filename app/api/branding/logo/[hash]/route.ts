// GET /api/branding/logo/{hash}: the logo of this tenant. Its address changes with its content.
import { defineRoute } from '@/lib/http/define-route';
import { logoHashSchema } from '@/lib/schemas/branding';
import { getLogo } from '@/lib/services/branding/get-logo';

export const GET = defineRoute(
  { auth: { kind: 'public' }, params: logoHashSchema },
  async ({ actor, params }) =>
    new Response(await getLogo(actor, params.hash), {
      headers: {
        'Content-Type': 'image/png',
        'Cache-Control': 'public, max-age=31536000, immutable',
      },
    }),
);
