// GET /api/alignment/{run}/export?kind={finding}: the report of a comparison as CSV, streamed.
import { z } from 'zod';
import { defineRoute } from '@/lib/http/define-route';
import { streamedFileResponse } from '@/lib/http/file-response';
import { alignmentKinds, alignmentParamsSchema } from '@/lib/schemas/alignment';
import { exportAlignment } from '@/lib/services/directory-alignment/export-alignment';

export const GET = defineRoute(
  {
    auth: { kind: 'permission', permission: 'alignment.export' },
    params: alignmentParamsSchema,
    query: z.object({ kind: z.enum(alignmentKinds).nullable().catch(null) }),
  },
  async ({ actor, params, query }) =>
    streamedFileResponse({
      fileName: 'comparison-with-okta.csv',
      contentType: 'text/csv; charset=utf-8',
      pieces: await exportAlignment(actor, { alignmentId: params.run, kind: query.kind }),
    }),
);
