import { z } from 'zod';

const base64url = (maxChars: number) =>
  z
    .string()
    .regex(/^[\w-]+$/u)
    .max(maxChars);

const transport = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);

/** Unknown transports of newer browsers are left out rather than refused. */
const transports = z
  .array(z.string().max(32))
  .max(16)
  .transform((names) => names.filter((name) => transport.safeParse(name).success));

/** Only what is used of the client's extension results: whether the passkey is discoverable. */
const extensionResults = z
  .object({ credProps: z.object({ rk: z.boolean().optional() }).optional() })
  .default({});

const attachment = z.enum(['platform', 'cross-platform']);

const credential = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  clientExtensionResults: extensionResults,
};

/**
 * RegistrationResponseJSON of the browser: every binary member is base64url.
 * Source: WebAuthn L3 §5.1.8 `toJSON`.
 */
export const registrationResponseSchema = z.object({
  ...credential,
  authenticatorAttachment: attachment.optional().catch(undefined),
  response: z.object({
    clientDataJSON: base64url(8192),
    attestationObject: base64url(32_768),
    transports: transports.default([]),
  }),
});

/**
 * AuthenticationResponseJSON of the browser: every binary member is base64url.
 * Source: WebAuthn L3 §5.1.8 `toJSON`.
 */
export const authenticationResponseSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(8192),
    authenticatorData: base64url(8192),
    signature: base64url(8192),
    userHandle: base64url(128).optional(),
  }),
});

/** A parsed registration response. */
export type RegistrationResponse = z.output<typeof registrationResponseSchema>;

/** A parsed authentication response. */
export type AuthenticationResponse = z.output<typeof authenticationResponseSchema>;
