/** `npm start`: prepares the process, starts AdminX, says where it is, and ends it when told to. */
import { fileURLToPath } from 'node:url';
import { prepareEnvironment } from '@/lib/config/prepare-environment';

prepareEnvironment(fileURLToPath(new URL('../..', import.meta.url)));
const { run } = await import('./run');
await run();
