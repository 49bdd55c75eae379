import type { Route } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import type { SetupRunKind, SetupRunView } from '@/lib/schemas/okta-run';

export interface WizardHeaderProps {
  /** Null before there is a run. */
  readonly about: Pick<SetupRunView, 'kind' | 'applicationId' | 'org'> | null;
}

const titles: Record<SetupRunKind, string> = {
  SETUP: 'Okta SAML',
  UNDO: 'Remove from Okta',
  ROLL_OUT: 'Widen the roll-out',
  STEP_BACK: 'One step back',
  REPAIR: 'Check and repair',
};

/** The top of the wizard: a set-up adds an application, everything else is about one that is there. */
export function WizardHeader({ about }: WizardHeaderProps) {
  const { kind = 'SETUP', applicationId = null } = about ?? {};
  const applications = { label: 'Applications', href: '/applications' } as const;
  const before =
    about === null || kind === 'SETUP' || applicationId === null
      ? ({ label: 'Add new applications', href: '/applications/new' } as const)
      : {
          label: new URL(about.org.url).host,
          href: `/applications/${applicationId}` as Route,
        };
  return <PageHeader breadcrumb={[applications, before]} title={titles[kind]} />;
}
