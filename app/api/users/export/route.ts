// GET /api/users/export?{filters of the list}: the people of the list as CSV, streamed.
import { defineRoute } from '@/lib/http/define-route';
import { streamedFileResponse } from '@/lib/http/file-response';
import { userListQuerySchema } from '@/lib/schemas/user-lists';
import { exportUsers } from '@/lib/services/user-imports/export-users';

export const GET = defineRoute(
  {
    auth: { kind: 'permission', permission: 'users.export' },
    query: userListQuerySchema,
  },
  async ({ actor, query }) =>
    streamedFileResponse({
      fileName: 'people.csv',
      contentType: 'text/csv; charset=utf-8',
      pieces: await exportUsers(actor, query),
    }),
);
