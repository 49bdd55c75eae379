/** Runs the stand-in Okta organisation by itself: `node --import tsx e2e/okta-sandbox/main.ts`. */
import { parseArgs } from 'node:util';
import { startOktaSandbox } from './start';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4820' },
    host: { type: 'string', default: '127.0.0.1' },
    company: { type: 'string' },
    contract: { type: 'string' },
  },
});

const contract = values.contract ?? process.env['OKTA_CONTRACT'];
const sandbox = await startOktaSandbox({
  port: Number.parseInt(values.port, 10),
  host: values.host,
  ...(values.company !== undefined && { companyName: values.company }),
  contract,
});

console.log(`Stand-in Okta organisation: ${sandbox.url}`);
console.log(`Make API tokens:            ${sandbox.url}/admin`);
console.log(
  sandbox.isContractChecked
    ? 'Every API call is compared with the contract.'
    : 'API calls are not compared with a contract (OKTA_CONTRACT is not set).',
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0));
  });
}
