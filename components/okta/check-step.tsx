'use client';

import { LoaderCircle } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { OktaHelpLink } from '@/components/shell/okta-help-link';
import { announce } from '@/components/ui/announce';
import { Button, ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { OktaFindings } from '@/lib/schemas/okta';
import { setupRunViewSchema, type SetupRunKind, type SetupRunView } from '@/lib/schemas/okta-run';
import { Findings } from './findings';
import { NothingToRepair } from './nothing-to-repair';
import { runStepPath } from './paths';
import { postJson, type Refusal } from './run-api';
import { TokenForm } from './token-form';
import { useWizard } from './wizard-context';

export interface CheckStepProps {
  readonly run: SetupRunView;
}

/** Check: reads the organisation with the token and says what was found. */
export function CheckStep({ run: initialRun }: CheckStepProps) {
  const { tokenFor, holdToken } = useWizard();
  const { run, refusal, isWorking, check } = useCheck(initialRun);
  const found = useFocusWhenRead(isWorking);
  const token = tokenFor(run.id);
  if (isWorking) return <Reading name={run.org.name} />;
  const asksForToken = needsToken(run, token, refusal);
  return (
    <div ref={found} tabIndex={-1} className="flex flex-col gap-6 outline-none">
      {refusal !== undefined && (
        <CheckFailed kind={run.kind} refusal={refusal} readBefore={run.findings} />
      )}
      {run.findings !== null && <Findings findings={run.findings} />}
      {isAsMade(run) && <NothingToRepair runId={run.id} />}
      {asksForToken && (
        <TokenForm
          organisation={run.org}
          submitLabel={token === null ? 'Check organisation' : 'Check with another token'}
          onToken={(typed) => {
            holdToken({ runId: run.id, token: typed });
            void check(typed, token);
          }}
        />
      )}
      <WaysOn
        run={run}
        isMain={!asksForToken}
        checkAgain={token === null ? null : () => void check(token)}
      />
    </div>
  );
}

interface WaysOnProps extends CheckStepProps {
  /** Nothing else on the page asks to be done. */
  readonly isMain: boolean;
  /** Null while this tab holds no token. */
  readonly checkAgain: (() => void) | null;
}

function WaysOn({ run, isMain, checkAgain }: WaysOnProps) {
  const isBlocked = run.findings?.canContinue !== true;
  return (
    <div className="flex flex-wrap gap-2">
      {!isBlocked && !isAsMade(run) && <GoOn run={run} />}
      {checkAgain !== null && <CheckAgain isMain={isBlocked && isMain} onClick={checkAgain} />}
    </div>
  );
}

/** The button that began is gone when the answer is there: the keyboard goes on from the answer. */
function useFocusWhenRead(isWorking: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  const wasWorking = useRef(false);
  useEffect(() => {
    if (wasWorking.current && !isWorking) ref.current?.focus();
    wasWorking.current = isWorking;
  }, [isWorking]);
  return ref;
}

const next = {
  SETUP: { step: 'choose', label: 'Choose settings' },
  UNDO: { step: 'review', label: 'Review what is removed' },
  ROLL_OUT: { step: 'choose', label: 'Choose who is next' },
  STEP_BACK: { step: 'review', label: 'Review what is removed' },
  REPAIR: { step: 'review', label: 'Review what is put back' },
} as const;

function GoOn({ run }: CheckStepProps) {
  const { step, label } = next[run.kind];
  return (
    <ButtonLink href={runStepPath(run.id, step)} variant="primary">
      {label}
    </ButtonLink>
  );
}

/** A repair that has nothing to put back has no plan. */
function isAsMade({ kind, findings, plan }: SetupRunView): boolean {
  return kind === 'REPAIR' && findings?.canContinue === true && plan === null;
}

function CheckAgain(props: { readonly isMain: boolean; readonly onClick: () => void }) {
  return (
    <Button variant={props.isMain ? 'primary' : 'secondary'} onClick={props.onClick}>
      Check again
    </Button>
  );
}

/** Not when what stands in the way is in Okta or between: another token would not help. */
function needsToken(
  { findings }: SetupRunView,
  token: string | null,
  refusal: Refusal | undefined,
): boolean {
  if (findings?.canContinue === true) return false;
  if (token !== null && (isPassing(refusal) || isAboutWhatIsThere(refusal))) return false;
  const isRoleEnough = findings?.items.some(
    ({ code, level }) => code === 'roles' && level !== 'stop',
  );
  return token === null || isRoleEnough !== true;
}

/** What may be over in a moment: the token is as good as before, and is tried again. */
const passing = [
  ...['okta.unreachable', 'okta.timeout', 'okta.server_error', 'okta.busy'],
  ...['okta.rate_limited', 'browser.no_answer'],
];

function isPassing(refusal: Refusal | undefined): boolean {
  const code = refusal?.code ?? '';
  return code.startsWith('net.') || passing.includes(code);
}

/** The organisation was read, and what was found there stands in the way: no other token helps. */
function isAboutWhatIsThere(refusal: Refusal | undefined): boolean {
  return refusal !== undefined && obstacles.includes(refusal.code);
}

const obstacles = [
  ...['okta.repair_idp_gone', 'okta.repair_closed', 'okta.repair_after_step_back'],
  ...['okta.rule_name_taken', 'okta.idp_name_taken', 'okta.metadata_unusable'],
  ...['okta.nothing_to_step_back', 'okta.application_not_found', 'okta.set_up_by_hand'],
];

const inTheWay: Record<SetupRunKind, string> = {
  SETUP: 'This cannot be set up as it is',
  UNDO: 'This cannot be removed as it is',
  ROLL_OUT: 'This cannot be widened as it is',
  STEP_BACK: 'This cannot be taken back as it is',
  REPAIR: 'This cannot be repaired as it is',
};

/** Reads the organisation, at once when the tab comes from Connect with a token. */
function useCheck(initialRun: SetupRunView) {
  const { tokenFor, dropToken } = useWizard();
  const router = useRouter();
  const [run, setRun] = useState(initialRun);
  const [refusal, setRefusal] = useState<Refusal>();
  const [isWorking, setIsWorking] = useState(false);
  const hasBegun = useRef(false);
  const token = tokenFor(run.id);
  const check = async (withToken: string, replaced: string | null = null) => {
    hasBegun.current = true;
    setIsWorking(true);
    setRefusal(undefined);
    announce('Reading the organisation');
    const url = `/api/okta/runs/${run.id}/check`;
    const body = { token: withToken, ...(replaced === null ? {} : { replacedToken: replaced }) };
    const answer = await postJson(url, body, setupRunViewSchema);
    setIsWorking(false);
    if (answer.refusal === null) {
      setRun(answer.value);
      announce('The organisation was read');
      router.refresh();
      return;
    }
    // A token Okta refused is of no use; any other is kept, to try again or to be revoked.
    if (answer.refusal.code === 'okta.token_invalid') dropToken();
    setRefusal(answer.refusal);
  };
  useEffect(() => {
    if (hasBegun.current || token === null || initialRun.findings !== null) return;
    hasBegun.current = true;
    void check(token);
  });
  return { run, refusal, isWorking, check };
}

interface CheckFailedProps {
  readonly kind: SetupRunKind;
  readonly refusal: Refusal;
  /** Of an earlier check, and maybe of another token; still shown below. */
  readonly readBefore: OktaFindings | null;
}

function CheckFailed({ kind, refusal, readBefore }: CheckFailedProps) {
  return (
    <Notice
      tone="danger"
      live="alert"
      title={isAboutWhatIsThere(refusal) ? inTheWay[kind] : 'The organisation could not be read'}
    >
      <p>{refusal.message}</p>
      <p>Nothing in Okta has changed.</p>
      {readBefore !== null && (
        <p>Below is what was read before that, with a token of {readBefore.owner.login}.</p>
      )}
      <p>
        <OktaHelpLink code={refusal.code} />
      </p>
    </Notice>
  );
}

function Reading({ name }: { readonly name: string }) {
  return (
    <p role="status" className="text-ink-muted flex items-center gap-2.5 text-sm">
      <LoaderCircle aria-hidden className="size-4 animate-spin" />
      Reading {name}: whose token this is, its roles, policies, rules and identity providers.
    </p>
  );
}
