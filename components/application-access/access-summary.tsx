import type { Route } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { Section } from '@/components/ui/section';
import type { AccessSummary, GrantCount } from '@/lib/schemas/application-access';
import { RoutedNotice } from './routed-notice';

/** Who may open the application, in short, on its own page. */
export function AccessSection({ summary }: { readonly summary: AccessSummary }) {
  return (
    <Section
      id="access"
      title="Access"
      description={describeAccess(summary)}
      actions={
        <ButtonLink size="small" href={`/applications/${summary.applicationId}/access` as Route}>
          {summary.canManage ? 'Manage access' : 'See who has access'}
        </ButtonLink>
      }
    >
      <RoutedNotice summary={summary} />
    </Section>
  );
}

/** One sentence: who may open the application. */
export function describeAccess(summary: AccessSummary): string {
  const { access, groups, people, firstGroups } = summary;
  if (access === 'EVERYONE') return 'Everybody who can sign in may open it.';
  if (groups.count + people.count === 0) return 'Nobody is chosen, so nobody can open it.';
  const rest = groups.count - firstGroups.length;
  const more = groups.isMore || rest > 0 ? ', and others' : '';
  const named = groups.count === 0 ? '' : ` (${firstGroups.join(', ')}${more})`;
  const chosen = [
    ...(groups.count === 0 ? [] : [`${countOf(groups, 'group')}${named}`]),
    ...(people.count === 0 ? [] : [countOf(people, 'person', 'people')]),
  ];
  return `Only ${chosen.join(' and ')} may open it.`;
}

function countOf({ count, isMore }: GrantCount, one: string, many = `${one}s`): string {
  if (isMore) return `More than ${count.toLocaleString('en')} ${many}`;
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
