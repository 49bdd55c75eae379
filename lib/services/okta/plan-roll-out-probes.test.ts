import { expect, it } from 'vitest';
import type { RollOutChoices, RollOutStep, RollOutWho } from '@/lib/schemas/okta-roll-out';
import { planProbes } from './plan-roll-out-probes';

function toChoices(who: RollOutWho): RollOutChoices {
  return {
    who,
    limits: { zoneMode: 'ANYWHERE', zones: [], apps: [], platforms: [] },
    administrators: ['admin@acme.example'],
    fallback: false,
  };
}

const domainStep: RollOutStep = {
  choices: toChoices({ stage: 'DOMAIN', domains: ['acme.example'] }),
  rule: { id: '0prDomain', name: '1Kosmos - domain' },
  adminRule: null,
  fallback: 'off',
  samples: [],
  fingerprint: 'f',
  runId: 'r1',
  at: '2026-11-30T12:00:00Z',
};

it.each([
  ['at the domain of the test person', [], 'acme.example'],
  ['at no domain of a step that stands', [domainStep], 'not-routed.invalid'],
] as const)('an attribute is proven by a stranger %s', (_where, steps, domain) => {
  const { stranger } = planProbes({
    run: { id: '0199aaaa-0000-7000-8000-000000000001' },
    choices: toChoices({ stage: 'ATTRIBUTE', attribute: 'department', value: 'Sales' }),
    connection: { pilotLogin: 'pat@ACME.example', steps },
    candidates: ['nick@acme.example'],
  });
  expect(stranger).toBe(`adminx-nobody-00000001@${domain}`);
});
