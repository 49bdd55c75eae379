// GET /api/branding/accent/{rrggbb}: the style sheet of an accent colour. It follows from the address.
import { defineRoute } from '@/lib/http/define-route';
import { accentParamsSchema } from '@/lib/schemas/branding';
import { accentStyleSheet } from '@/lib/shared/accent-colours';

export const GET = defineRoute(
  { auth: { kind: 'public' }, params: accentParamsSchema },
  ({ params }) =>
    Promise.resolve(
      new Response(accentStyleSheet(`#${params.colour}`), {
        headers: {
          'Content-Type': 'text/css; charset=utf-8',
          'Cache-Control': 'public, max-age=86400',
        },
      }),
    ),
);
