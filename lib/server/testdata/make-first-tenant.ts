/** Opens the data and makes the first tenant, as the first run does, but nothing in it. */
import { config } from '@/lib/config/config';
import { inTransaction } from '@/lib/db/database';
import { insertTenant } from '@/lib/db/tenants';
import { openData } from '../open-data';

const settings = config();
const data = await openData(settings);
await inTransaction((tx) => insertTenant(tx, { name: 'Alpha', publicUrl: settings.baseUrl }));
await data.close();
process.stdout.write('made\n');
