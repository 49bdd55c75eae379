// GET /api/users/import/{id}/refused: the lines an import refused or passed over, as CSV.
import { z } from 'zod';
import { defineRoute } from '@/lib/http/define-route';
import { fileResponse } from '@/lib/http/file-response';
import { writeRefusedLines } from '@/lib/services/user-imports/refused-lines';

export const GET = defineRoute(
  {
    auth: { kind: 'permission', permission: 'users.import' },
    params: z.object({ id: z.uuid() }),
  },
  async ({ actor, params }) =>
    fileResponse({
      fileName: 'refused-lines.csv',
      contentType: 'text/csv; charset=utf-8',
      content: new TextEncoder().encode(await writeRefusedLines(actor, params.id)),
    }),
);
