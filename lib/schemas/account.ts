import { z } from 'zod';
import type { AuthenticatorSummary } from './users';

/** A name a person gives a passkey. */
export const authenticatorNameSchema = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(60, 'The name has more than 60 characters.')
  .regex(/^[^\p{C}]*$/u, 'The name holds characters that cannot be seen.');

/** Renames a passkey. */
export const renameAuthenticatorSchema = z.object({
  authenticatorId: z.uuid(),
  name: authenticatorNameSchema,
});

/** An action on one passkey. */
export const authenticatorIdSchema = z.object({ authenticatorId: z.uuid() });

/** An action on one of one's own sessions. */
export const sessionIdSchema = z.object({ sessionId: z.uuid() });

/** The rest of an address of next-auth: `session`, `csrf` and the like. */
export const nextAuthParamsSchema = z.object({ nextauth: z.array(z.string().max(64)).max(4) });

/** One of the person's own passkeys. */
export interface OwnAuthenticator extends AuthenticatorSummary {
  /** The present session began with it, or was confirmed with it last. */
  readonly isCurrent: boolean;
}
