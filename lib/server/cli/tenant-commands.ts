/** `tenant create`, `tenant list`, `owner-link`. */
import { z } from 'zod';
import { createOwnerLink } from '@/lib/services/operator/create-owner-link';
import { createTenant, newTenantSchema } from '@/lib/services/operator/create-tenant';
import { getTenantByUrl, listAllTenants } from '@/lib/services/operator/list-tenants';
import { createRecoveryLink } from '@/lib/services/recovery/create-recovery-link';
import { actorOfCommand, defineCommand } from './define-command';

const url = z.string().max(500);
const link = z.object({ url: z.string(), expiresAt: z.string() });

const linkNotes = [
  'The link works once and for an hour, at that address alone. Whoever opens it is an owner from then on, so hand it over in a way you trust. The database keeps only its hash.',
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
  ownerLink: link,
});

export const ownerLinkCommand = defineCommand({
  name: 'owner-link',
  summary: 'Print a one-time link into a tenant nobody can get into.',
  notes: [
    'With --login the link is for that owner, who lost every passkey. It works once and for an hour, leads to a new passkey of that owner and to nothing else, and is bound to the browser that uses it. The owner hears of it by mail.',
    'Without --login it makes one more owner.',
    ...linkNotes,
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
    const { login: owner, ...ownerLink } = await createRecoveryLink(actor, login, new Date());
    return { kind: 'recovery' as const, publicUrl, login: owner, ownerLink };
  },
  print: (result) => [
    result.kind === 'new owner'
      ? `Open this link within the hour to become an owner at ${result.publicUrl}; it works once:`
      : `${result.login} opens this link within the hour to create a new passkey; it works once:`,
    '',
    `  ${result.ownerLink.url}`,
  ],
});
