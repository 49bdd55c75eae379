/** Starts and stops a stand-in Okta organisation: for the demo, the journeys and by hand. */
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { dispatch } from './api/dispatch';
import { addFailure, withFailures, type FailurePlan } from './api/failures';
import { registerApi, toWire, type AnswerCall } from './api/wire';
import { createContractChecker, type ContractViolation } from './contract/check-contract';
import { startPrism } from './contract/prism';
import { addUser, createOrgState, createToken, resetOrgState } from './org/org-state';
import type { OrgFeatures } from './org/org-facts';
import type { Seed, SeedUser } from './org/seed';
import type { CallRecord, FailureRecord } from './org/failure-types';
import type {
  IdpRecord,
  KeyRecord,
  OrgState,
  RuleRecord,
  SystemLogEvent,
  TokenNetwork,
  TokenRecord,
  UserRecord,
} from './org/types';
import { createSite, newFastify } from './web/site';

export interface OktaSandboxOptions extends Partial<OrgFeatures> {
  /** 0 takes a free port. */
  port: number;
  /** `127.0.0.1` (the default), `localhost`, a name under it, or `::1`; anything else is refused. */
  host?: string;
  companyName?: string;
  subdomain?: string;
  /** Path of an OpenAPI file of the Management API: every API call is then checked by Prism. */
  contract?: string | undefined;
  seed?: Seed;
  rateLimitPerMinute?: number;
}

export interface OktaSandbox {
  /** Origin, without a trailing slash. */
  readonly url: string;
  readonly isContractChecked: boolean;
  createToken: (input: { ownerLogin?: string; name?: string; network?: TokenNetwork }) => string;
  addUser: (user: SeedUser) => UserRecord;
  tokens: () => TokenRecord[];
  users: () => UserRecord[];
  keys: () => KeyRecord[];
  idps: () => IdpRecord[];
  rules: () => RuleRecord[];
  systemLog: () => SystemLogEvent[];
  /** Makes calls fail on purpose, until `stopFailing` or `reset`. */
  failCall: (plan: FailurePlan) => FailureRecord;
  stopFailing: () => void;
  /** The latest API calls, oldest first. */
  calls: () => CallRecord[];
  contractViolations: () => ContractViolation[];
  /** Everything but the address, the organisation's id and its certificate starts afresh. */
  reset: () => void;
  close: () => Promise<void>;
}

export const SUPER_ADMIN_LOGIN = 'ottilie.marchbanks@marlowfinch.example';

const LOOPBACK_NAME = /^(?:127\.0\.0\.1|localhost|[a-z0-9-]+\.localhost|::1)$/;

const DEFAULTS = {
  companyName: 'Marlow & Finch',
  subdomain: 'marlow-finch',
  rateLimitPerMinute: 600,
  seed: {},
  pipeline: 'idx' as const,
  fallback: 'kept' as const,
};

interface Api {
  answer: AnswerCall;
  violations: () => ContractViolation[];
  clear: () => void;
  close: () => Promise<void>;
}

async function listen(app: FastifyInstance, port: number, address: string): Promise<number> {
  await app.listen({ port, host: address });
  return (app.server.address() as AddressInfo).port;
}

/** Without a contract the state answers; with one, front -> Prism -> the state's own listener. */
async function createApi(state: OrgState, contract: string): Promise<Api> {
  const direct: AnswerCall = (raw) => Promise.resolve(toWire(dispatch(state, raw)));
  if (contract === '') {
    const nothing = (): Promise<void> => Promise.resolve();
    return { answer: direct, violations: () => [], clear: () => undefined, close: nothing };
  }
  const behind = newFastify();
  await registerApi(behind, direct);
  const port = await listen(behind, 0, '127.0.0.1');
  try {
    const prism = await startPrism(contract, `http://127.0.0.1:${String(port)}`);
    const checker = createContractChecker(prism.url, direct);
    const close = async (): Promise<void> => {
      await prism.close();
      await behind.close();
    };
    return { ...checker, close };
  } catch (error) {
    await behind.close();
    throw error;
  }
}

export async function startOktaSandbox(options: OktaSandboxOptions): Promise<OktaSandbox> {
  const { port: wantedPort, host = '127.0.0.1', contract = '', ...rest } = options;
  if (!LOOPBACK_NAME.test(host)) {
    throw new Error(`The stand-in Okta organisation listens on loopback only, not on ${host}`);
  }
  const orgOptions = { ...DEFAULTS, ...rest };
  const state = await createOrgState(orgOptions);
  const api = await createApi(state, contract);
  const reset = (): void => {
    resetOrgState(state, orgOptions);
    api.clear();
  };
  const site = await createSite({ state, answerApi: withFailures(state, api.answer), reset });
  const close = async (): Promise<void> => {
    await site.close();
    await api.close();
  };
  try {
    const port = await listen(site, wantedPort, host === '::1' ? '::1' : '127.0.0.1');
    state.origin = `http://${host === '::1' ? '[::1]' : host}:${String(port)}`;
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...stateAccess(state),
    url: state.origin,
    isContractChecked: contract !== '',
    contractViolations: api.violations,
    reset,
    close,
  };
}

type StateAccess = Omit<
  OktaSandbox,
  'url' | 'isContractChecked' | 'contractViolations' | 'reset' | 'close'
>;

function stateAccess(state: OrgState): StateAccess {
  return {
    createToken: ({ ownerLogin = SUPER_ADMIN_LOGIN, name = 'API token', ...input }) =>
      createToken(state, { ownerLogin, name, ...input }).secret,
    addUser: (user) => addUser(state, user),
    tokens: () => [...state.tokens.values()],
    users: () => [...state.users.values()],
    keys: () => [...state.keys.values()],
    idps: () => [...state.idps.values()],
    rules: () => [...state.rules],
    systemLog: () => [...state.systemLog],
    failCall: (plan) => addFailure(state, plan),
    stopFailing: () => {
      state.failures = [];
    },
    calls: () => [...state.calls],
  };
}
