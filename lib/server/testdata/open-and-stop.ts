/** Opens the data as the server does, says so, closes it again. */
import { config } from '@/lib/config/config';
import { openData } from '../open-data';

try {
  const data = await openData(config());
  process.stdout.write('open\n');
  await data.close();
} catch (error) {
  process.stdout.write(`refused: ${(error as Error).message}\n`);
}
