import { z } from 'zod';

/** The query of the command menu's search. */
export const searchQuerySchema = z.object({ q: z.string().trim().min(2).max(200) });

const hitSchema = z.object({ id: z.string(), title: z.string(), detail: z.string() });

/** What the command menu's search answers; kinds the person may not see are empty. */
export const searchResultsSchema = z.object({
  people: z.array(hitSchema),
  groups: z.array(hitSchema),
  applications: z.array(hitSchema),
});

/** Everything found, by kind. */
export type SearchResults = z.infer<typeof searchResultsSchema>;
