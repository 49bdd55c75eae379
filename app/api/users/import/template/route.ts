// GET /api/users/import/template: an empty file of people with the names of its columns.
import { defineRoute } from '@/lib/http/define-route';
import { fileResponse } from '@/lib/http/file-response';

const template = '\ufefflogin,email,first name,last name,groups\r\n';

export const GET = defineRoute(
  { auth: { kind: 'permission', permission: 'users.import' } },
  async () =>
    Promise.resolve(
      fileResponse({
        fileName: 'people-template.csv',
        contentType: 'text/csv; charset=utf-8',
        content: new TextEncoder().encode(template),
      }),
    ),
);
