/** Sends API calls through Prism and keeps what it objected to. */
import type { RawCall } from '../api/api-call';
import type { AnswerCall, WireAnswer } from '../api/wire';

export interface ContractViolation {
  method: string;
  path: string;
  status: number;
  /** Prism's own words: where in the request or answer, and what was wrong. */
  violations: string[];
}

/** Documented by Okta, but not in the part of its file that is compared with. */
const OUTSIDE: ReadonlySet<string> = new Set(['GET /api/v1/features']);

export interface ContractChecker {
  answer: AnswerCall;
  violations: () => ContractViolation[];
  clear: () => void;
}

const FORWARDED = ['authorization', 'content-type', 'accept', 'user-agent'];
/** Headers that belong to one hop, or that describe bytes we have already decoded. */
const DROPPED =
  /^(?:connection|keep-alive|transfer-encoding|content-length|content-encoding|date|sl-violations|access-control-.*|vary)$/;

/**
 * The answers of the organisation reach Prism through its upstream; `direct` answers without it,
 * for calls that Prism refuses itself or cannot carry, so that a caller sees the same organisation
 * with and without a contract.
 */
export function createContractChecker(prismUrl: string, direct: AnswerCall): ContractChecker {
  let found: ContractViolation[] = [];
  const record = (raw: RawCall, status: number, violations: string[]): void => {
    found.push({ method: raw.method, path: raw.path, status, violations });
  };
  const answer: AnswerCall = async (raw) => {
    if (OUTSIDE.has(`${raw.method} ${raw.path}`)) return direct(raw);
    if (!isCarriedByPrism(raw)) {
      const own = await direct(raw);
      record(raw, own.status, ['The request body is not JSON']);
      return own;
    }
    const response = await fetch(toPrismUrl(prismUrl, raw), {
      method: raw.method,
      headers: pickHeaders(raw),
      redirect: 'manual',
      ...(raw.body.length > 0 && { body: new Uint8Array(raw.body) }),
    });
    const text = await response.text();
    const isOurs = response.headers.has('x-okta-request-id');
    const objections = readViolations(response.headers.get('sl-violations')).filter(
      (objection) => !isDefectOfContract(raw, objection),
    );
    if (!isOurs) objections.push(`Prism answered itself: ${text.slice(0, 500)}`);
    if (objections.length > 0) record(raw, response.status, objections);
    return isOurs ? toWireAnswer(response, text) : direct(raw);
  };
  return {
    answer,
    violations: () => [...found],
    clear: () => {
      found = [];
    },
  };
}

/** Prism answers broken JSON with a 500 of its own. */
function isCarriedByPrism(raw: RawCall): boolean {
  if (raw.body.length === 0) return true;
  try {
    JSON.parse(raw.body.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

function toPrismUrl(prismUrl: string, raw: RawCall): string {
  const query = raw.query.toString();
  return `${prismUrl}${raw.path}${query === '' ? '' : `?${query}`}`;
}

function pickHeaders(raw: RawCall): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of FORWARDED) {
    const value = raw.headers[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

/**
 * Answers with a role match both members of the published `oneOf` (StandardRole, CustomRole): they
 * differ only by a discriminator, which Prism 5.14 does not use. A role that matches neither brings
 * further objections, and those stay.
 */
function isDefectOfContract(raw: RawCall, objection: string): boolean {
  return (
    /^\/api\/v1\/users\/[^/]+\/roles$/.test(raw.path) &&
    /^\{"location":\["response","body","\d+"\],/.test(objection) &&
    objection.includes('"code":"oneOf"')
  );
}

function readViolations(header: string | null): string[] {
  if (header === null) return [];
  try {
    const parsed = JSON.parse(header) as unknown;
    if (Array.isArray(parsed)) return parsed.map((entry) => JSON.stringify(entry));
  } catch {
    // Not JSON: the text itself is shown.
  }
  return [header];
}

function toWireAnswer(response: Response, text: string): WireAnswer {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    if (!DROPPED.test(name)) headers[name] = value;
  });
  return { status: response.status, headers, body: text };
}
