/** `npm run adminx -- <command>`: the operator's command line. */
import { fileURLToPath } from 'node:url';
import { callerFolder, prepareEnvironment } from '@/lib/config/prepare-environment';

prepareEnvironment(fileURLToPath(new URL('../../..', import.meta.url)));
const { runCli } = await import('./run-cli');
process.exitCode = await runCli(process.argv.slice(2), callerFolder(), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
