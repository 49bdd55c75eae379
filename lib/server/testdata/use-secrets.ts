/** A replica: stores secrets and opens them all, again and again until it is killed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '@/lib/config/config';
import { openData } from '../open-data';
import { startSchedules } from '../schedules';
import { openAllSecrets, storeSecret } from './stored-secrets';

await openData(config());
startSchedules();
for (let round = 0; ; round += 1) {
  await storeSecret(`secret of ${process.pid}, ${round}`);
  process.stdout.write(`round ${round}: ${await openAllSecrets()}\n`);
  await sleep(20);
}
