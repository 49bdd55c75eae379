import { z } from 'zod';
import { emailSchema, loginSchema, personName } from './users';

/** A token in an address: base64url of 32 bytes. */
export const linkTokenSchema = z.string().regex(/^[\w-]{43}$/u);

/** The name of an organisation. */
export const tenantNameSchema = z
  .string()
  .trim()
  .min(1, 'Enter the name of your organisation.')
  .max(100, 'The name has more than 100 characters.')
  .regex(/^[^\p{C}]*$/u, 'The name holds characters that cannot be seen.');

/** What the first run asks for. The e-mail address is the login as well. */
export const setupDetailsSchema = z.object({
  tenantName: tenantNameSchema,
  firstName: personName('first name'),
  lastName: personName('last name'),
  email: emailSchema.pipe(loginSchema),
});

/** The parsed details of the first run. */
export type SetupDetails = z.output<typeof setupDetailsSchema>;
