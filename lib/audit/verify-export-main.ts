/** The command `npm run verify-audit`. */
import { verifyExport } from './verify-export';

process.exitCode = await verifyExport(process.argv[2], (text) => process.stdout.write(text));
