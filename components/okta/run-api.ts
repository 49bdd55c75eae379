import { z } from 'zod';

/** A refusal of a handler: `area.reason` and one public sentence. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export type Answer<Value> =
  | { readonly value: Value; readonly refusal: null }
  | { readonly value: null; readonly refusal: Refusal };

const refusalSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

const unreachable: Refusal = {
  code: 'browser.no_answer',
  message: 'AdminX did not answer. Check your connection and try again.',
};

/** Reads the refusal in a response that is not ok. */
export async function readRefusal(response: Response): Promise<Refusal> {
  const parsed = refusalSchema.safeParse(await response.json().catch(() => null));
  return parsed.success ? parsed.data.error : unreachable;
}

/** What a broken connection is shown as. */
export function noAnswer(): Refusal {
  return unreachable;
}

/** POSTs JSON to one of our handlers and parses the answer. Never throws for a refusal. */
export async function postJson<Value>(
  url: string,
  body: unknown,
  schema: z.ZodType<Value>,
): Promise<Answer<Value>> {
  try {
    const response = await send(url, body);
    if (!response.ok) return { value: null, refusal: await readRefusal(response) };
    return { value: schema.parse(await response.json()), refusal: null };
  } catch {
    return { value: null, refusal: unreachable };
  }
}

/** POSTs JSON and hands back the response as it is, for streams and goodbyes. */
export function send(url: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  return fetch(url, {
    ...init,
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    cache: 'no-store',
    credentials: 'same-origin',
  });
}
