import 'server-only';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import type { RollOutProbes } from '@/lib/okta/roll-out-objects';
import { isSeenFromOutside } from '@/lib/okta/roll-out-words';
import type { RollOutChoices } from '@/lib/schemas/okta-roll-out';
import type { RolledOutConnection } from './roll-out-connection';

/** So many logins are asked for of what a stage catches. */
const maxSamples = 3;

interface ProbeInput {
  readonly run: Pick<SetupRunRow, 'id'>;
  readonly choices: RollOutChoices;
  readonly connection: Pick<RolledOutConnection, 'pilotLogin' | 'steps'>;
  /** People whom the stage catches, and who are no administrators of Okta. */
  readonly candidates: readonly string[];
}

/**
 * Whose route proves the stage: logins it catches and narrower rules did not, and an invented login it
 * must not catch. No administrator of Okta is ever one of them: nobody must be sent here to prove a
 * stage who is refused here. Of a domain and of everybody an invented login is the best proof, because nothing
 * but the new rule can catch it. None is asked for when further conditions hide the rule.
 */
export function planProbes(input: ProbeInput): RollOutProbes {
  const { choices } = input;
  const { who, administrators } = choices;
  const isKept = (login: string) => administrators.some((admin) => isSame(admin, login));
  const found = findSamples(input).filter((login) => !isKept(login));
  const samples = isSeenFromOutside(choices.limits) ? found.slice(0, maxSamples) : [];
  const stranger = who.stage === 'EVERYONE' ? null : invent(input, strangerDomain(input));
  return { samples, stranger };
}

function findSamples(input: ProbeInput): readonly string[] {
  const { choices, connection, candidates } = input;
  const { who } = choices;
  const isNew = (login: string) => !isSame(login, connection.pilotLogin ?? '');
  if (who.stage === 'LIST') return who.logins;
  if (who.stage === 'ATTRIBUTE') return candidates.filter(isNew);
  const domain = who.stage === 'DOMAIN' ? who.domains[0] : 'everyone.example';
  return [invent(input, domain ?? ''), ...candidates.filter(isNew)];
}

/** No e-mail domain ends like this, so no rule of a roll-out names it. */
const otherDomain = 'not-routed.invalid';

/** Near to whom is caught, and still not caught: by this stage, or by a domain that stands. */
function strangerDomain({ choices: { who }, connection: { pilotLogin, steps } }: ProbeInput) {
  if (who.stage === 'DOMAIN') return `not-${who.domains[0] ?? 'routed.example'}`;
  const domain = pilotLogin?.split('@').at(-1)?.toLowerCase() ?? 'example.com';
  const isCaught = steps.some(
    ({ choices }) => choices.who.stage === 'DOMAIN' && choices.who.domains.includes(domain),
  );
  return isCaught ? otherDomain : domain;
}

/** A login nobody has; the same for a run however often it is planned. */
function invent({ run }: ProbeInput, domain: string): string {
  return `adminx-nobody-${run.id.slice(-8)}@${domain}`;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
