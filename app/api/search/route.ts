// GET /api/search?q=: people, groups and applications for the command menu, as far as the person may.
import { defineRoute } from '@/lib/http/define-route';
import { searchQuerySchema, searchResultsSchema } from '@/lib/schemas/search';
import { searchEverything } from '@/lib/services/search/search-everything';

export const GET = defineRoute(
  {
    auth: { kind: 'permission', permission: 'account.manage' },
    query: searchQuerySchema,
    response: searchResultsSchema,
  },
  ({ actor, query }) => searchEverything(actor, query.q),
);
