/** Metadata of a service provider: where it comes from, what is odd about it, what it would change. */
import { z } from 'zod';
import {
  applicationVersionSchema,
  customApplicationSchema,
  maxMetadataLength,
  type ApplicationCertificate,
  type CustomApplicationInput,
} from './custom-applications';

/** Where metadata is read: an address, or the text of a file or of a paste. */
export const metadataSourceSchema = z.strictObject({
  source: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('url'),
      url: z.string().trim().min(1, 'Enter the address of the metadata.').max(1024),
    }),
    z.strictObject({
      kind: z.literal('xml'),
      xml: z
        .string()
        .trim()
        .min(1, 'Paste the metadata.')
        .max(maxMetadataLength, 'This is too large: at most 512 kB are read.'),
    }),
  ]),
  /** Which one, where the metadata describes several. */
  entityId: z.string().max(1024).nullable(),
});

/** See {@link metadataSourceSchema}. */
export type MetadataSourceInput = z.infer<typeof metadataSourceSchema>;

/** Compares metadata with what is stored of an application. */
export const compareMetadataSchema = metadataSourceSchema.extend({ applicationId: z.uuid() });

/** See {@link compareMetadataSchema}. */
export type CompareMetadataInput = z.infer<typeof compareMetadataSchema>;

/** Takes over what the comparison showed. */
export const applyMetadataSchema = z.strictObject({
  applicationId: z.uuid(),
  version: applicationVersionSchema,
  values: customApplicationSchema,
  /** The name of the application, typed, where the change is of the dangerous kind. */
  confirmedName: z.string().max(100),
});

/** See {@link applyMetadataSchema}. */
export type ApplyMetadataInput = z.infer<typeof applyMetadataSchema>;

/** Everything that may be odd about metadata, in words: what it is, and what follows. */
export const metadataOddities = {
  acs_http:
    'People are sent back over http, without encryption. Whoever is between can take the sign-in.',
  acs_other_host:
    'People are sent back to another host than the entity ID names. Make sure that it belongs to the application.',
  source_other_host: 'The metadata comes from another host than people are sent back to.',
  acs_left_out:
    'Consumer services on other bindings than HTTP-POST are left out: answers go by HTTP-POST only.',
  acs_indexes_odd: 'The indexes of its consumer services are missing or repeated; places count.',
  no_signing_key:
    'There is no key to verify its requests with, so they are taken without a signature.',
  key_without_use: 'A key does not say what it is for; it is used for signing and for encryption.',
  several_signing_keys: 'It has several signing keys. A request signed with any of them is taken.',
  signing_keys_left_out: 'It has more signing keys than are tried; the first four are used.',
  several_encryption_keys: 'It has several encryption keys; the first usable one is used.',
  key_unusable: 'A key is left out: weak, not RSA, or not readable.',
  certificate_expired:
    'A certificate has expired. Its key is used all the same: it counts because it is registered.',
  expires_soon: 'The metadata is valid for less than thirty days. Read it again before it ends.',
  logout_http: 'Sign-out messages go over http, without encryption.',
  logout_without_key: 'Single logout is left out: without a signing key nothing could be verified.',
  name_formats_unknown: 'None of the name formats it lists is offered here.',
  signed:
    'It is signed, and unchanged since. Compare the fingerprint of the key with what its owner says.',
  not_signed: 'It is not signed. Make sure that you have it from the application itself.',
} as const;

/** See {@link metadataOddities}. */
export type MetadataOddity = keyof typeof metadataOddities;

/** The ones that are good to know rather than a reason to stop. */
const notes: readonly MetadataOddity[] = [
  'acs_left_out',
  'acs_indexes_odd',
  'key_without_use',
  'several_signing_keys',
  'several_encryption_keys',
  'signed',
  'not_signed',
];

/** One oddity, and what exactly it is about. */
export interface FoundOddity {
  readonly code: MetadataOddity;
  /** The address, key or number; null when the words say it all. */
  readonly about: string | null;
  /** False for what is good to know rather than a reason to stop. */
  readonly isWarning: boolean;
}

/** An oddity with what it is about. */
export function foundOddity(code: MetadataOddity, about: string | null = null): FoundOddity {
  return { code, about, isWarning: !notes.includes(code) };
}

/** What was read, before anything is saved. */
export interface MetadataPreview {
  readonly values: CustomApplicationInput;
  readonly oddities: readonly FoundOddity[];
  readonly signingCertificates: readonly ApplicationCertificate[];
  readonly encryptionCertificate: ApplicationCertificate | null;
  /** SHA-256 of the certificate it is signed with, pairs with colons; null when it is not. */
  readonly signerFingerprint: string | null;
  /** ISO 8601; null when it does not end. */
  readonly validUntil: string | null;
}

/** What reading gave: a preview, or the entity IDs to choose from. */
export type MetadataReading =
  | { readonly kind: 'preview'; readonly preview: MetadataPreview }
  | { readonly kind: 'choose'; readonly entityIds: readonly string[]; readonly count: number };

/** One field that would change. */
export interface MetadataChange {
  readonly field: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Why a change is of the dangerous kind, and asks for the name of the application. */
export const metadataDangers = {
  entity_id_changed:
    'The entity ID is another one: this may be the metadata of another application.',
  signature_gone: 'The metadata was signed the last time and is not signed now.',
  encryption_gone:
    'The metadata has no encryption key any more, so assertions would go unencrypted from now on.',
  signer_changed: 'The metadata is signed with another key than the last time.',
} as const;

/** See {@link metadataDangers}. */
export type MetadataDanger = keyof typeof metadataDangers;

/** What the metadata would change in an application. */
export type MetadataComparison =
  | Extract<MetadataReading, { kind: 'choose' }>
  | {
      readonly kind: 'compared';
      /** Of what it was compared with. */
      readonly version: string;
      readonly preview: MetadataPreview;
      /** What is saved when it is agreed to. */
      readonly values: CustomApplicationInput;
      readonly changes: readonly MetadataChange[];
      readonly dangers: readonly MetadataDanger[];
    };
