/** The shape of every variable AdminX reads, one sentence for each way to get it wrong. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { publicUrlProblem } from './public-url';

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

function wholeNumber(name: string, range: { min: number; max: number; fallback: number }) {
  const sentence = `${name} must be a whole number from ${range.min} to ${range.max}.`;
  return z
    .string()
    .regex(/^\d{1,9}$/, sentence)
    .transform(Number)
    .refine((value) => value >= range.min && value <= range.max, sentence)
    .default(range.fallback);
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

const baseUrl = z
  .string()
  .superRefine((text, context) => {
    const problem = publicUrlProblem(text);
    if (problem) context.addIssue({ code: 'custom', message: `ADMINX_BASE_URL ${problem}.` });
  })
  .transform((text) => parseUrl(text)?.origin ?? text);

const host = z
  .string()
  .refine(
    (text) => text === 'localhost' || ipaddr.isValid(text),
    'ADMINX_HOST must be an IP address of this machine, 0.0.0.0 for all of them, or localhost.',
  )
  .default('127.0.0.1');

const trustedProxies = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (parts) => parts.every((part) => ipaddr.isValid(part) || ipaddr.isValidCIDR(part)),
    'ADMINX_TRUSTED_PROXIES must be IP addresses or ranges such as 10.0.0.0/8, separated by commas.',
  )
  .default([]);

function urlOf(protocols: readonly string[], sentence: string) {
  return z
    .string()
    .refine((text) => protocols.includes(parseUrl(text)?.protocol ?? ''), sentence)
    .optional();
}

const masterKey = z
  .string()
  .refine(
    (text) => /^[A-Za-z0-9+/_-]{43}=?$/.test(text) && Buffer.from(text, 'base64').length === 32,
    'ADMINX_MASTER_KEY must be 32 bytes in base64, as `openssl rand -base64 32` prints them.',
  )
  .transform((text) => Buffer.from(text, 'base64'))
  .optional();

const mailSender = z
  .string()
  .regex(
    /^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
    'ADMINX_SMTP_FROM must be an e-mail address, alone or as in: AdminX <adminx@example.com>',
  )
  .optional();

function folder(text: string): string {
  return resolve(text.replace(/^~(?=\/|$)/, homedir()));
}

/** Every variable by its name; parsing gives typed values or the sentences of all wrong ones. */
export const environmentSchema = z.object({
  ADMINX_PORT: wholeNumber('ADMINX_PORT', { min: 1, max: 65_535, fallback: 3000 }),
  ADMINX_HOST: host,
  ADMINX_BASE_URL: baseUrl.optional(),
  ADMINX_DATA_DIR: z.string().default('.adminx').transform(folder),
  ADMINX_CONFIG_DIR: z.string().transform(folder).optional(),
  ADMINX_MASTER_KEY: masterKey,
  ADMINX_MASTER_KEY_FILE: z.string().transform(folder).optional(),
  ADMINX_TRUSTED_PROXIES: trustedProxies,
  ADMINX_OKTA_SANDBOX_URL: urlOf(
    ['http:'],
    'ADMINX_OKTA_SANDBOX_URL must be a URL such as http://okta.localhost:4100.',
  ),
  ADMINX_SMTP_URL: urlOf(
    ['smtp:', 'smtps:'],
    'ADMINX_SMTP_URL must be a URL such as smtps://user:password@mail.example.com:465.',
  ),
  ADMINX_SMTP_FROM: mailSender,
  ADMINX_SESSION_IDLE_SECONDS: wholeNumber('ADMINX_SESSION_IDLE_SECONDS', {
    min: 60,
    max: 86_400,
    fallback: 3600,
  }),
  ADMINX_SESSION_ABSOLUTE_SECONDS: wholeNumber('ADMINX_SESSION_ABSOLUTE_SECONDS', {
    min: 300,
    max: 604_800,
    fallback: 43_200,
  }),
  ADMINX_LOG_LEVEL: z
    .enum(logLevels, `ADMINX_LOG_LEVEL must be one of ${logLevels.join(', ')}.`)
    .default('info'),
  DATABASE_URL: urlOf(
    ['postgres:', 'postgresql:'],
    'DATABASE_URL must be a URL such as postgresql://user:password@db.example.com:5432/adminx.',
  ),
  XDG_CONFIG_HOME: z.string().optional(),
});

/** The variables after parsing, before the rules between them. */
export type Environment = z.output<typeof environmentSchema>;

/** The user's configuration folder, where the embedded default keeps its master key. */
export function configFolder(environment: Environment): string {
  if (environment.ADMINX_CONFIG_DIR) return environment.ADMINX_CONFIG_DIR;
  return join(environment.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'adminx');
}
