import type { OktaFinding } from '@/lib/schemas/okta';
import type { PlannedChange } from '@/lib/schemas/okta-run';
import { isAsRecorded, type RepairObjects, type RuleMending } from './repair-objects';

/** What differs from what was kept, one finding for each object; one word of comfort otherwise. */
export function judgeRepair(objects: RepairObjects): readonly OktaFinding[] {
  if (isAsRecorded(objects)) return [asMade, ...objects.cautions.map(toCaution)];
  return [...listDifferences(objects), ...objects.cautions.map(toCaution)];
}

const asMade: OktaFinding = {
  code: 'as_made',
  level: 'good',
  title: 'Everything stands in Okta as AdminX made it',
  why: 'The identity provider, its certificate, the attribute mapping and every routing rule with its state, conditions and place were compared.',
  todo: null,
};

/** One finding for each object that differs. */
export function listDifferences(objects: RepairObjects): readonly OktaFinding[] {
  const { key, idp, idpChanges, mappingChanges, certificateChanges, rules } = objects;
  return [
    ...(key ? [] : [missingKey]),
    ...toFinding('idp', `“${idp.name}” was changed in Okta`, idpChanges),
    ...toFinding('mapping', 'The attribute mapping was changed in Okta', mappingChanges),
    ...toFinding(
      'sp_certificate',
      'Okta signs its requests with another certificate',
      certificateChanges,
      false,
    ),
    ...rules.flatMap(toRuleFinding),
  ];
}

const missingKey: OktaFinding = {
  code: 'key_missing',
  level: 'warning',
  title: 'Okta does not have the certificate AdminX signs with',
  why: 'Okta refuses every sign-in that is signed with it.',
  todo: 'A repair uploads it again and links it to the identity provider.',
};

function toFinding(
  code: string,
  title: string,
  changes: readonly PlannedChange[],
  areNamed = true,
): readonly OktaFinding[] {
  if (changes.length === 0) return [];
  const named = changes.map(({ field, before }) => `${field}: ${before}`).join('; ');
  return [
    {
      code: `${code}_differs`,
      level: 'warning',
      title,
      why: areNamed
        ? `Found now: ${named}.`
        : 'AdminX refuses requests that are signed with a certificate it does not know.',
      todo: areNamed ? 'A repair puts it back.' : 'A repair keeps the certificate Okta has now.',
    },
  ];
}

function toRuleFinding({ wanted, found, changes }: RuleMending): readonly OktaFinding[] {
  if (found && changes.length === 0) return [];
  const named = changes.map(({ field, before }) => `${field}: ${before}`).join('; ');
  return [
    {
      code: 'rule_differs',
      level: 'warning',
      title: found
        ? `“${wanted.name}” was changed in Okta after it was made`
        : `“${wanted.name}” is not in Okta any more`,
      why: found ? `Found now: ${named}.` : whyMissing(wanted.role),
      todo: 'A repair puts it back.',
    },
  ];
}

function whyMissing(role: RuleMending['wanted']['role']): string {
  return role === 'ADMINS'
    ? 'Administrators it kept with Okta may be sent here, and are refused here.'
    : 'Whom it caught signs in at Okta again, unless a wider rule catches them.';
}

function toCaution(caution: string): OktaFinding {
  const [title = caution, ...rest] = caution.split(/(?<=\.) /u);
  return { code: 'left_alone', level: 'warning', title, why: rest.join(' '), todo: null };
}
