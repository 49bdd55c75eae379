/** `tenant create`, `tenant list`, `owner-link`. */
import { z } from 'zod';
import { createOwnerLink } from '@/lib/services/operator/create-owner-link';
import { createTenant, newTenantSchema } from '@/lib/services/operator/create-tenant';
import { getTenantByUrl, listAllTenants } from '@/lib/services/operator/list-tenants';
import { issueOperatorPasscode } from '@/lib/services/recovery/issue-operator-passcode';
import { actorOfCommand, defineCommand } from './define-command';

const url = z.string().max(500);
const link = z.object({ url: z.string(), expiresAt: z.string() });

const linkNotes = [
  'The link works once and for an hour, at that address alone. Who opens it becomes an owner, so hand it over on a way you trust. The database keeps only its hash.',
];

export const createTenantCommand = defineCommand({
  name: 'tenant create',
  summary: 'Make a tenant and print the one-time link for its first owner.',
  notes: [
    'The URL is what people type: https, unless it is on localhost, and a host name no other tenant has. Point that name at this server. Passkeys are bound to it, so it cannot be changed once people are enrolled.',
    ...linkNotes,
  ],
  options: {
    name: { value: 'NAME', about: 'Name of the organisation.', required: true },
    url: { value: 'URL', about: 'Its public URL, such as https://b.example.com.', required: true },
  },
  input: newTenantSchema,
  result: z.object({
    id: z.string(),
    name: z.string(),
    publicUrl: z.string(),
    ownerLink: link,
  }),
  run: (_context, input) => createTenant(actorOfCommand('tenant create'), input, new Date()),
  print: ({ name, publicUrl, ownerLink }) => [
    `${name} lives at ${publicUrl}.`,
    '',
    'Open this link within the hour to become its owner; it works once:',
    '',
    `  ${ownerLink.url}`,
  ],
});

export const listTenantsCommand = defineCommand({
  name: 'tenant list',
  summary: 'Show every tenant with its public URL and how many people it has.',
  options: {},
  input: z.object({}),
  result: z.object({
    tenants: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        publicUrl: z.string(),
        people: z.number(),
        owners: z.number(),
        createdAt: z.string(),
      }),
    ),
  }),
  run: async () => ({ tenants: await listAllTenants() }),
  print: ({ tenants }) =>
    tenants.length === 0
      ? ['There is no tenant yet. Start AdminX and open the one-time link it prints.']
      : tenants.map(
          ({ name, publicUrl, people, owners }) =>
            `${publicUrl}  ${name} (people: ${people}, owners: ${owners})`,
        ),
});

const newOwner = z.object({ kind: z.literal('new owner'), publicUrl: z.string(), ownerLink: link });

const recovery = z.object({
  kind: z.literal('recovery'),
  publicUrl: z.string(),
  login: z.string(),
  passcode: z.string(),
  recoverUrl: z.string(),
  expiresAt: z.string(),
});

export const ownerLinkCommand = defineCommand({
  name: 'owner-link',
  summary: 'Let somebody into a tenant nobody can get into.',
  notes: [
    'Without --login it prints a one-time link that makes one more owner.',
    ...linkNotes,
    'With --login it prints a passcode for an owner who lost every passkey. It works once and for ten minutes, leads to a new passkey and nothing else, and the owner hears of it by mail.',
  ],
  options: {
    tenant: { value: 'URL', about: 'Public URL of the tenant.', required: true },
    login: { value: 'LOGIN', about: 'An owner who lost every passkey.' },
  },
  input: z.object({ tenant: url, login: z.string().max(500).optional() }),
  result: z.discriminatedUnion('kind', [newOwner, recovery]),
  run: async (_context, { tenant: typed, login }) => {
    const { id, publicUrl } = await getTenantByUrl(typed);
    const actor = actorOfCommand('owner-link')(id);
    if (login === undefined) {
      const ownerLink = await createOwnerLink(actor, new Date());
      return { kind: 'new owner' as const, publicUrl, ownerLink };
    }
    const issued = await issueOperatorPasscode(actor, login, new Date());
    return { kind: 'recovery' as const, publicUrl, ...issued };
  },
  print: (result) =>
    result.kind === 'new owner'
      ? [
          `Open this link within the hour to become an owner at ${result.publicUrl}; it works once:`,
          '',
          `  ${result.ownerLink.url}`,
        ]
      : [
          `${result.login} opens ${result.recoverUrl} within ten minutes and enters there:`,
          '',
          `  Login     ${result.login}`,
          `  Passcode  ${result.passcode}`,
        ],
});
