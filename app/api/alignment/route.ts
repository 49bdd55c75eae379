// POST /api/alignment?name={file name}: an export of Okta's people; answers with the comparison's id.
import { z } from 'zod';
import { defineRoute } from '@/lib/http/define-route';
import { readBytes } from '@/lib/http/read-body';
import { maxAlignmentBytes } from '@/lib/schemas/alignment';
import { startCsvAlignment } from '@/lib/services/directory-alignment/start-csv-alignment';

export const POST = defineRoute(
  {
    auth: { kind: 'permission', permission: 'alignment.run' },
    query: z.object({ name: z.string().max(1000) }),
    response: z.object({ alignmentId: z.uuid() }),
  },
  async ({ actor, query, request }) => {
    const bytes = await readBytes(request, maxAlignmentBytes);
    return startCsvAlignment(actor, { name: query.name, bytes });
  },
);
