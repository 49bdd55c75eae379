/** What may be asked of the demo on its command line. */
import { parseArgs } from 'node:util';

/** How the demo was asked for. */
export interface DemoOptions {
  readonly isWalk: boolean;
  /** Go on with the people and keys of the last `--keep` demo. */
  readonly isKept: boolean;
  readonly appPort: number;
  readonly oktaPort: number;
  /** OpenAPI file of the Management API; the stand-in's calls are then compared with it. */
  readonly contract: string | null;
}

export const demoUsage = `npm run demo                        start AdminX beside a stand-in Okta organisation
npm run demo -- --walk              let it do the whole job by itself and show the evidence
npm run demo -- --keep              keep people and passkeys for the next demo with --keep
npm run demo -- --port 3000 --okta-port 4820`;

/** Reads the arguments; throws a sentence about the first wrong one. */
export function readDemoOptions(
  args: readonly string[],
  contract: string | undefined,
): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      walk: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      port: { type: 'string', default: '3000' },
      'okta-port': { type: 'string', default: '4820' },
    },
  });
  return {
    isWalk: values.walk,
    isKept: values.keep,
    appPort: toPort('--port', values.port),
    oktaPort: toPort('--okta-port', values['okta-port']),
    contract: contract?.trim() ? contract.trim() : null,
  };
}

function toPort(name: string, text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${name} must be a number from 1 to 65535.`);
}
