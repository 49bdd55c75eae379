/** The one place that reads the environment: parsed once a process, refused with plain sentences. */
import { sep } from 'node:path';
import { ConfigError } from './config-error';
import { configFolder, environmentSchema, type Environment } from './environment-schema';
import { isLoopbackHost } from './loopback';

/** How mail leaves: the server's URL and the sender. */
export interface SmtpConfig {
  readonly url: string;
  readonly from: string;
}

/** Every setting of the process. */
export interface Config {
  /** Origin without a trailing slash. */
  readonly baseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** Null means the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly configDir: string;
  readonly masterKey: Buffer | null;
  readonly masterKeyFile: string | null;
  /** Addresses and CIDR ranges. */
  readonly trustedProxies: readonly string[];
  readonly oktaSandboxUrl: string | null;
  readonly smtp: SmtpConfig | null;
  readonly session: { readonly idleSeconds: number; readonly absoluteSeconds: number };
  readonly logLevel: Environment['ADMINX_LOG_LEVEL'];
}

type Variables = Readonly<Record<string, string | undefined>>;

interface ConfigHolder {
  adminxConfig?: Config;
}
const holder = globalThis as ConfigHolder;

/** The settings of this process; throws {@link ConfigError} naming every wrong variable. */
export function config(): Config {
  holder.adminxConfig ??= parseConfig(process.env);
  return holder.adminxConfig;
}

/** Replaces settings of this process; only tests do that. Call without overrides to go back. */
export function overrideConfigForTests(overrides?: Partial<Config>): void {
  delete holder.adminxConfig;
  if (overrides) holder.adminxConfig = { ...config(), ...overrides };
}

/** Parses variables into settings; throws {@link ConfigError} with one sentence for each problem. */
export function parseConfig(variables: Variables): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const unknown = Object.keys(given).filter(
    (name) => name.startsWith('ADMINX_') && !(name in environmentSchema.shape),
  );
  const sentences = unknown.map((name) => `${name} is not a setting of AdminX.`);
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) sentences.push(...parsed.error.issues.map((issue) => issue.message));
  if (!parsed.success) throw new ConfigError([...new Set(sentences)]);
  const settings = toConfig(parsed.data);
  sentences.push(...contradictions(parsed.data, settings));
  if (sentences.length > 0) throw new ConfigError(sentences);
  return settings;
}

function toConfig(environment: Environment): Config {
  const { ADMINX_SMTP_URL: smtpUrl, ADMINX_SMTP_FROM: smtpFrom } = environment;
  return {
    baseUrl: environment.ADMINX_BASE_URL ?? `http://localhost:${environment.ADMINX_PORT}`,
    host: environment.ADMINX_HOST,
    port: environment.ADMINX_PORT,
    dataDir: environment.ADMINX_DATA_DIR,
    databaseUrl: environment.DATABASE_URL ?? null,
    configDir: configFolder(environment),
    masterKey: environment.ADMINX_MASTER_KEY ?? null,
    masterKeyFile: environment.ADMINX_MASTER_KEY_FILE ?? null,
    trustedProxies: environment.ADMINX_TRUSTED_PROXIES,
    oktaSandboxUrl: environment.ADMINX_OKTA_SANDBOX_URL?.replace(/\/$/, '') ?? null,
    smtp: smtpUrl && smtpFrom ? { url: smtpUrl, from: smtpFrom } : null,
    session: {
      idleSeconds: environment.ADMINX_SESSION_IDLE_SECONDS,
      absoluteSeconds: environment.ADMINX_SESSION_ABSOLUTE_SECONDS,
    },
    logLevel: environment.ADMINX_LOG_LEVEL,
  };
}

/** Sentences about settings that are fine alone and wrong together. */
function contradictions(environment: Environment, settings: Config): string[] {
  return [
    ...masterKeyContradictions(settings),
    ...sandboxContradictions(settings),
    ...(environment.ADMINX_SMTP_URL && !environment.ADMINX_SMTP_FROM
      ? ['ADMINX_SMTP_FROM must name the sender when ADMINX_SMTP_URL is set.']
      : []),
    ...(settings.session.idleSeconds > settings.session.absoluteSeconds
      ? ['ADMINX_SESSION_IDLE_SECONDS must not exceed ADMINX_SESSION_ABSOLUTE_SECONDS.']
      : []),
  ];
}

function masterKeyContradictions(settings: Config): string[] {
  if (settings.masterKey && settings.masterKeyFile) {
    return ['ADMINX_MASTER_KEY and ADMINX_MASTER_KEY_FILE are both set; keep one of them.'];
  }
  if (settings.masterKey) return [];
  if (settings.masterKeyFile) {
    return isInside(settings.masterKeyFile, settings.dataDir)
      ? [
          'ADMINX_MASTER_KEY_FILE must not be inside ADMINX_DATA_DIR, so that a stolen copy is useless.',
        ]
      : [];
  }
  if (settings.databaseUrl) {
    return [
      'ADMINX_MASTER_KEY or ADMINX_MASTER_KEY_FILE must be set together with DATABASE_URL, ' +
        'the same for every replica.',
    ];
  }
  return isInside(settings.configDir, settings.dataDir)
    ? ['ADMINX_CONFIG_DIR must not be inside ADMINX_DATA_DIR, so that a stolen copy is useless.']
    : [];
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** A stand-in organisation is for one machine only: all three addresses must be loopback. */
function sandboxContradictions(settings: Config): string[] {
  if (!settings.oktaSandboxUrl) return [];
  const loopback = [
    new URL(settings.oktaSandboxUrl).hostname,
    settings.host,
    new URL(settings.baseUrl).hostname,
  ].every(isLoopbackHost);
  if (loopback) return [];
  return [
    'ADMINX_OKTA_SANDBOX_URL is for trying AdminX on one machine: it, ADMINX_HOST and ' +
      'ADMINX_BASE_URL must all be loopback addresses.',
  ];
}
