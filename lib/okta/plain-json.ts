import type { SetupPlanStep } from '@/lib/schemas/okta-run';

type RequestBody = NonNullable<SetupPlanStep['request']>['body'];

/** A body as it is sent: members that are left out are gone. */
export function toPlainJson(body: object): RequestBody {
  return JSON.parse(JSON.stringify(body)) as RequestBody;
}
