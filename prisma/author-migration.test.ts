import { expect, it } from 'vitest';
import { diffSchemaAgainstMigrations } from './author-migration';

it('finds nothing to write: the migrations lead to exactly the schema', async () => {
  expect(await diffSchemaAgainstMigrations()).toBeNull();
}, 120_000);
