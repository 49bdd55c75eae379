import { z } from 'zod';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { AppError, isAppError, type ErrorDetails } from '@/lib/shared/errors';

/** Longest text of Okta's that is kept, in characters. */
const maxOktaTextLength = 300;

const codeByOktaCode: Readonly<Record<string, ErrorCode>> = {
  E0000004: 'okta.token_invalid',
  E0000005: 'okta.token_invalid',
  E0000006: 'okta.permission_missing',
  E0000007: 'okta.not_found',
  E0000008: 'okta.not_found',
  E0000009: 'okta.server_error',
  E0000010: 'okta.busy',
  E0000011: 'okta.token_invalid',
  E0000015: 'okta.feature_missing',
  E0000047: 'okta.rate_limited',
  E0000096: 'okta.conflict',
  E0000239: 'okta.busy',
  E0000250: 'okta.trusted_claims_in_use',
  E0000251: 'okta.trusted_claims_in_use',
  E0000252: 'okta.trusted_claims_in_use',
};

const codeByStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'okta.token_invalid',
  403: 'okta.permission_missing',
  404: 'okta.not_found',
  409: 'okta.conflict',
  423: 'okta.busy',
  429: 'okta.rate_limited',
  503: 'okta.busy',
};

/** An error of the SDK's; members of a hostile shape are as good as absent. */
const apiErrorSchema = z.object({
  status: z.number(),
  errorCode: z
    .string()
    .regex(/^E\d{7}$/)
    .optional()
    .catch(undefined),
  errorSummary: z.string().optional().catch(undefined),
  errorCauses: z
    .array(z.object({ errorSummary: z.string() }))
    .optional()
    .catch(undefined),
  errorId: z.string().optional().catch(undefined),
  headers: z.unknown(),
});

/** How the guarded network's refusals are called when Okta is at the other end. */
const codeByNetCode: Readonly<Record<string, ErrorCode>> = {
  'net.timeout': 'okta.timeout',
  'net.unreachable': 'okta.unreachable',
  'net.redirected': 'okta.blocked_destination',
  'net.answer_too_large': 'okta.answer_unusable',
  'net.answer_unusable': 'okta.answer_unusable',
};

/**
 * The catalogue's error for whatever the SDK threw. Okta's `errorCode` decides (401 E0000015 is a
 * missing feature, not a bad token), then the HTTP status, then the kind of socket error. Okta's own
 * words are kept in `details.oktaText`: cut, on one line, without the token. The SDK's error itself
 * is not kept as the cause, because it may quote the whole answer.
 */
export function toOktaError(error: unknown, token: string): AppError {
  if (isAppError(error)) {
    const code = codeByNetCode[error.code];
    return code ? new AppError(code, error.message, { details: error.details }) : error;
  }
  const api = apiErrorSchema.safeParse(error);
  if (api.success) return toApiError(api.data, token);
  return new AppError('okta.answer_unusable', 'The SDK could not read Okta’s answer');
}

/** Okta's text for people: one line, printable, capped, the token cut out. */
function toSafeOktaText(text: string, token: string): string {
  const clean = text
    .replaceAll(token, '[token]')
    // Control, bidirectional and invisible characters.
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, ' ')
    .trim();
  return clean.length > maxOktaTextLength ? `${clean.slice(0, maxOktaTextLength)}…` : clean;
}

function toApiError(api: z.infer<typeof apiErrorSchema>, token: string): AppError {
  const causes = (api.errorCauses ?? []).slice(0, 5).map(({ errorSummary }) => errorSummary);
  const text = [api.errorSummary ?? '', ...causes].filter((part) => part !== '').join(' ');
  const details: ErrorDetails = {
    status: api.status,
    oktaCode: api.errorCode ?? null,
    oktaText: toSafeOktaText(text, token),
    oktaErrorId: toSafeOktaText(api.errorId ?? '', token).slice(0, 60),
    resetInMs: api.status === 429 ? findResetMs(api.headers) : null,
  };
  const code = codeByOktaCode[api.errorCode ?? ''] ?? toCodeByStatus(api.status);
  return new AppError(code, `Okta answered ${String(api.status)} ${api.errorCode ?? ''}`.trim(), {
    details,
  });
}

function toCodeByStatus(status: number): ErrorCode {
  return codeByStatus[status] ?? (status >= 500 ? 'okta.server_error' : 'okta.request_refused');
}

const headersSchema = z.instanceof(Headers);

/**
 * How long until Okta takes calls again, in milliseconds: `X-Rate-Limit-Reset` (epoch seconds)
 * against the `Date` of the same answer, so that no clock of ours is needed, and a second more
 * because both are cut to seconds. Null when the answer does not say it in a usable way.
 */
function findResetMs(headers: unknown): number | null {
  const parsed = headersSchema.safeParse(headers);
  if (!parsed.success) return null;
  const reset = parsed.data.get('x-rate-limit-reset') ?? '';
  const date = Date.parse(parsed.data.get('date') ?? '');
  if (!/^\d{1,12}$/.test(reset) || Number.isNaN(date)) return null;
  return Math.max(1_000, Number(reset) * 1_000 - date + 1_000);
}
