'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { OktaFailure } from '@/components/shell/okta-failure';
import { OktaHelpLink } from '@/components/shell/okta-help-link';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import {
  oktaDomainInputSchema,
  oktaOrganisationSchema,
  type OktaOrganisationView,
} from '@/lib/schemas/okta';
import { setupRunViewSchema, type SetupRunView } from '@/lib/schemas/okta-run';
import { FocusedHead } from './focused-head';
import { OrganisationFacts } from './organisation-facts';
import { runStepPath } from './paths';
import { postJson, type Refusal } from './run-api';
import { StepHead } from './step-head';
import { TokenForm } from './token-form';
import { useWizard } from './wizard-context';

export interface ConnectStepProps {
  /** What the address field starts with. */
  readonly initialDomain: string;
}

type Stage =
  | { readonly name: 'domain' }
  | { readonly name: 'confirm'; readonly domain: string; readonly found: OktaOrganisationView }
  | { readonly name: 'token'; readonly run: SetupRunView; readonly orgName: string };

/** Connect: the organisation is found and confirmed by name before the token is asked for. */
export function ConnectStep({ initialDomain }: ConnectStepProps) {
  const [stage, setStage] = useState<Stage>({ name: 'domain' });
  const [domain, setDomain] = useState(initialDomain);
  const { holdToken } = useWizard();
  const router = useRouter();
  if (stage.name === 'confirm') {
    return (
      <ConfirmOrganisation
        domain={stage.domain}
        found={stage.found}
        onBack={() => setStage({ name: 'domain' })}
        onRun={(run) => setStage({ name: 'token', run, orgName: stage.found.name })}
      />
    );
  }
  if (stage.name === 'token') {
    const { run, orgName } = stage;
    return (
      <div className="flex flex-col gap-6">
        <FocusedHead
          title={`Make a one-time token in ${orgName}`}
          description={`It goes to ${run.org.host} and nowhere else.`}
        />
        <TokenForm
          organisation={{ name: orgName, adminUrl: run.org.adminUrl }}
          submitLabel="Check organisation"
          onToken={(token) => {
            holdToken({ runId: run.id, token });
            router.push(runStepPath(run.id, 'check'));
          }}
        />
      </div>
    );
  }
  return (
    <DomainForm
      domain={domain}
      onDomain={setDomain}
      onFound={(found) => setStage({ name: 'confirm', domain, found })}
    />
  );
}

interface DomainFormProps {
  readonly domain: string;
  readonly onDomain: (domain: string) => void;
  readonly onFound: (found: OktaOrganisationView) => void;
}

function DomainForm({ domain, onDomain, onFound }: DomainFormProps) {
  const [error, setError] = useState<Partial<Refusal>>();
  const [isWorking, setIsWorking] = useState(false);
  const find = async () => {
    const parsed = oktaDomainInputSchema.safeParse({ domain });
    if (!parsed.success) {
      setError({ message: parsed.error.issues[0]?.message ?? '' });
      return;
    }
    setError(undefined);
    setIsWorking(true);
    const answer = await postJson('/api/okta/probe', parsed.data, oktaOrganisationSchema);
    setIsWorking(false);
    if (answer.refusal === null) onFound(answer.value);
    else setError(answer.refusal);
  };
  return (
    <form
      className="max-w-form flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        void find();
      }}
    >
      <StepHead
        title="Which Okta organisation?"
        description="The organisation is looked up first, without any token, and shown to you by name."
      />
      <TextField
        label="Okta domain"
        help="The host name from the address bar, without what follows it: acme.okta.com, https://acme-admin.okta.com, or your own sign-in domain."
        placeholder="acme.okta.com"
        inputMode="url"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        value={domain}
        onChange={(event) => onDomain(event.target.value)}
        error={error?.message}
      />
      <OktaHelpLink code={error?.code} />
      <div>
        <Button type="submit" variant="primary" loading={isWorking}>
          Find organisation
        </Button>
      </div>
    </form>
  );
}

interface ConfirmOrganisationProps {
  readonly domain: string;
  readonly found: OktaOrganisationView;
  readonly onBack: () => void;
  readonly onRun: (run: SetupRunView) => void;
}

function ConfirmOrganisation({ domain, found, onBack, onRun }: ConfirmOrganisationProps) {
  const [error, setError] = useState<Refusal>();
  const [isWorking, setIsWorking] = useState(false);
  const confirm = async () => {
    setIsWorking(true);
    const answer = await postJson(
      '/api/okta/runs',
      { domain, orgId: found.id },
      setupRunViewSchema,
    );
    setIsWorking(false);
    if (answer.refusal === null) onRun(answer.value);
    else setError(answer.refusal);
  };
  return (
    <div className="max-w-form flex flex-col gap-6">
      <FocusedHead
        title="Is this your organisation?"
        description="This is how it presents itself to anybody, asked without a token."
      />
      <OrganisationFacts organisation={found} />
      <OktaFailure failure={error} />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" loading={isWorking} onClick={() => void confirm()}>
          Yes, connect {found.name}
        </Button>
        <Button onClick={onBack}>No, change the address</Button>
      </div>
    </div>
  );
}
