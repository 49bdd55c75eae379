import { describe, expect, it } from 'vitest';
import { parseConfig } from './config';
import { ConfigError } from './config-error';

const key = Buffer.alloc(32, 7).toString('base64');

function sentencesOf(variables: Record<string, string>): readonly string[] {
  try {
    parseConfig(variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.sentences;
    throw error;
  }
}

describe('settings', () => {
  it('need no variable at all', () => {
    const settings = parseConfig({ HOME: '/home/ada' });
    expect(settings).toMatchObject({
      baseUrl: 'http://localhost:3000',
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: null,
      oktaSandboxUrl: null,
      smtp: null,
    });
  });

  it('treat an empty variable as unset', () => {
    expect(parseConfig({ ADMINX_PORT: '', ADMINX_BASE_URL: ' ' }).baseUrl).toBe(
      'http://localhost:3000',
    );
  });

  it('derive the base URL from the port', () => {
    expect(parseConfig({ ADMINX_PORT: '4100' }).baseUrl).toBe('http://localhost:4100');
  });

  it('drop the slash at the end of the base URL and the default port', () => {
    const settings = parseConfig({ ADMINX_BASE_URL: 'https://ID.example.com:443/' });
    expect(settings.baseUrl).toBe('https://id.example.com');
  });

  it('take the master key for a PostgreSQL server from a variable', () => {
    const settings = parseConfig({
      DATABASE_URL: 'postgresql://adminx:secret@db.example.com/adminx',
      ADMINX_MASTER_KEY: key,
    });
    expect(settings.masterKey).toEqual(Buffer.alloc(32, 7));
  });

  it('name every wrong variable, one sentence each', () => {
    const sentences = sentencesOf({
      ADMINX_PORT: 'eighty',
      ADMINX_HOST: 'everywhere',
      ADMINX_LOG_LEVEL: 'loud',
    });
    expect(sentences).toHaveLength(3);
    expect(sentences.map((sentence) => sentence.split(' ')[0])).toEqual([
      'ADMINX_PORT',
      'ADMINX_HOST',
      'ADMINX_LOG_LEVEL',
    ]);
  });
});

describe('settings are refused', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['a port beyond the range', { ADMINX_PORT: '70000' }, /from 1 to 65535/],
    ['plain http beyond loopback', { ADMINX_BASE_URL: 'http://id.example.com' }, /https:\/\//],
    ['a base URL with a path', { ADMINX_BASE_URL: 'https://example.com/sso' }, /origin only/],
    ['a base URL with a password', { ADMINX_BASE_URL: 'https://a:b@example.com' }, /origin only/],
    ['a base URL that is an IP address', { ADMINX_BASE_URL: 'http://127.0.0.1:3000' }, /host name/],
    ['a base URL of another protocol', { ADMINX_BASE_URL: 'ftp://example.com' }, /must be a URL/],
    ['a short master key', { ADMINX_MASTER_KEY: 'c2hvcnQ=' }, /32 bytes in base64/],
    [
      'two master keys',
      { ADMINX_MASTER_KEY: key, ADMINX_MASTER_KEY_FILE: '/etc/adminx.key' },
      /keep one of them/,
    ],
    [
      'a server without a master key',
      { DATABASE_URL: 'postgres://db/adminx' },
      /ADMINX_MASTER_KEY/,
    ],
    ['a database of another kind', { DATABASE_URL: 'mysql://db/adminx' }, /DATABASE_URL must/],
    [
      'a master key inside the data directory',
      { ADMINX_DATA_DIR: '/srv/adminx', ADMINX_MASTER_KEY_FILE: '/srv/adminx/key' },
      /must not be inside ADMINX_DATA_DIR/,
    ],
    [
      'a configuration folder inside the data directory',
      { ADMINX_DATA_DIR: '/srv/adminx', ADMINX_CONFIG_DIR: '/srv/adminx/config' },
      /must not be inside ADMINX_DATA_DIR/,
    ],
    ['proxies that are no addresses', { ADMINX_TRUSTED_PROXIES: '10.0.0.1,proxy' }, /IP addresses/],
    ['mail without a sender', { ADMINX_SMTP_URL: 'smtp://mail.example.com' }, /ADMINX_SMTP_FROM/],
    ['a variable nobody reads', { ADMINX_PROT: '3001' }, /^ADMINX_PROT is not a setting/],
    [
      'an idle limit beyond the absolute one',
      { ADMINX_SESSION_IDLE_SECONDS: '7200', ADMINX_SESSION_ABSOLUTE_SECONDS: '3600' },
      /must not exceed/,
    ],
  ])('%s', (_name, variables, sentence) => {
    const sentences = sentencesOf(variables);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(sentence);
  });
});

describe('a stand-in organisation', () => {
  const sandbox = { ADMINX_OKTA_SANDBOX_URL: 'http://okta.localhost:4100' };

  it('is accepted when everything is loopback', () => {
    expect(parseConfig(sandbox).oktaSandboxUrl).toBe('http://okta.localhost:4100');
  });

  it.each<[string, Record<string, string>]>([
    ['it is elsewhere', { ADMINX_OKTA_SANDBOX_URL: 'http://okta.example.com' }],
    ['AdminX listens beyond loopback', { ...sandbox, ADMINX_HOST: '0.0.0.0' }],
    [
      'people reach AdminX from elsewhere',
      { ...sandbox, ADMINX_BASE_URL: 'https://id.example.com' },
    ],
    ['its name only looks like loopback', { ADMINX_OKTA_SANDBOX_URL: 'http://localhost.evil.com' }],
  ])('stops the start when %s', (_name, variables) => {
    expect(sentencesOf(variables)).toEqual([expect.stringContaining('must all be loopback')]);
  });
});
