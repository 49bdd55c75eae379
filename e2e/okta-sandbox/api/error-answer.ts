/** A refusal as Okta writes it. */
import { newErrorId } from '../org/ids';
import type { ApiAnswer, OktaRefusal } from './api-call';

/** The body every error of the Management API has, with an id of its own. */
export function toErrorAnswer(
  refusal: Pick<OktaRefusal, 'status' | 'errorCode' | 'message' | 'causes'>,
): ApiAnswer {
  return {
    status: refusal.status,
    body: {
      errorCode: refusal.errorCode,
      errorSummary: refusal.message,
      errorLink: refusal.errorCode,
      errorId: newErrorId(),
      errorCauses: refusal.causes.map((errorSummary) => ({ errorSummary })),
    },
  };
}
