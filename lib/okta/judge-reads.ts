import type { OktaFinding } from '@/lib/schemas/okta';
import type { ReadName, RefusedRead } from './organisation-state';

const readWords = {
  roles: 'its owner’s roles',
  company: 'the name of the company',
  keys: 'certificates of identity providers',
  identityProviders: 'identity providers',
  policy: 'the routing policy',
  rules: 'routing rules',
} as const satisfies Record<ReadName, string>;

/**
 * What Okta refused to let be read. Without it nothing can be planned, proven or taken back, so it
 * stops; only the company's name is a matter of words.
 */
export function judgeReads(refused: readonly RefusedRead[]): readonly OktaFinding[] {
  const needed = refused.filter(({ name }) => name !== 'company');
  const wordsOf = (why: RefusedRead['why']) =>
    needed.filter((read) => read.why === why).map(({ name }) => readWords[name]);
  return [...toPermission(wordsOf('permission')), ...toFeature(wordsOf('feature'))];
}

function toPermission(words: readonly string[]): readonly OktaFinding[] {
  if (words.length === 0) return [];
  return [
    {
      code: 'reads',
      level: 'stop',
      title: `This token may not read ${join(words)}`,
      why: 'Okta refused it (403 E0000006). What cannot be read can be neither proven nor taken back, so nothing is written.',
      todo: 'Use the token of a super administrator. Or give the owner’s custom role the permissions to view and manage identity providers and policies (Security → Administrators → Roles), then check again.',
    },
  ];
}

function toFeature(words: readonly string[]): readonly OktaFinding[] {
  if (words.length === 0) return [];
  return [
    {
      code: 'feature',
      level: 'stop',
      title: `This organisation does not have ${join(words)}`,
      why: 'Okta answered that the feature is not part of this organisation (401 E0000015). The token is good; another one changes nothing.',
      todo: 'Ask Okta’s support to switch it on, then check again.',
    },
  ];
}

function join(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
