/** Where Prisma's own command line finds schema and migrations, for whoever has its native engine. */
import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
});
