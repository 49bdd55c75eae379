import { z } from 'zod';
import { isHexColour } from '@/lib/shared/accent-colours';
import { tenantNameSchema } from './setup';

/** The most a sign-in page says beyond what it must. */
export const signInTextMaxLength = 160;

/** A tenant's own looks, as the form sends them. Empty means ours. */
export const brandingSchema = z.object({
  name: tenantNameSchema,
  accentColor: z
    .string()
    .trim()
    .toLowerCase()
    .refine(
      (text) => text === '' || isHexColour(text),
      'Enter a colour as # and six digits or letters from a to f, for example #2d4cc8.',
    ),
  signInText: z
    .string()
    .trim()
    .max(
      signInTextMaxLength,
      `The sentence has more than ${String(signInTextMaxLength)} characters.`,
    )
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'Enter one line without invisible characters.'),
});

/** The parsed form. */
export type BrandingInput = z.output<typeof brandingSchema>;

/** The SHA-256 of a logo in its address. */
export const logoHashSchema = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/u) });

/** An accent colour in the address of its style sheet, without the #. */
export const accentParamsSchema = z.object({ colour: z.string().regex(/^[0-9a-f]{6}$/u) });
