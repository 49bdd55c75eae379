// POST /api/users/import?name={file name}: a CSV file of people; answers with its preview's id.
import { z } from 'zod';
import { defineRoute } from '@/lib/http/define-route';
import { readBytes } from '@/lib/http/read-body';
import { maxImportBytes } from '@/lib/schemas/user-imports';
import { previewImport } from '@/lib/services/user-imports/preview-import';
import { AppError, isAppError } from '@/lib/shared/errors';

export const POST = defineRoute(
  {
    auth: { kind: 'permission', permission: 'users.import' },
    query: z.object({ name: z.string().max(1000) }),
    response: z.object({ importId: z.uuid() }),
  },
  async ({ actor, query, request }) => {
    try {
      const bytes = await readBytes(request, maxImportBytes);
      return await previewImport(actor, { name: query.name, bytes });
    } catch (error) {
      if (!isAppError(error)) throw error;
      if (error.code === 'request.too_large') throw new AppError('imports.too_large');
      return withPlace(error);
    }
  },
);

/** Says in which line of the file the problem is, when it is known. */
function withPlace(error: AppError): Response {
  const { line } = error.details;
  if (typeof line !== 'number') throw error;
  const message = `Line ${line}: ${error.publicMessage}`;
  return Response.json({ error: { code: error.code, message } }, { status: error.status });
}
