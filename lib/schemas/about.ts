/** What the page Settings → About shows, and what its Copy button copies. No secret is in it. */
export interface AboutFacts {
  /** As in package.json. */
  readonly release: string;
  /** `Node.js 20.20.2 on linux x64`. */
  readonly runtime: string;
  /** ISO 8601: when this process began. */
  readonly startedAt: string;
  /** ISO 8601: the clock of the server when this was put together. */
  readonly checkedAt: string;
  readonly database: AboutDatabase;
  readonly masterKey: AboutMasterKey;
  readonly addresses: AboutAddresses;
  /** How many addresses or ranges are trusted to say where a request came from. */
  readonly trustedProxyCount: number;
  /** The reader as the server sees them. */
  readonly reader: { readonly ip: string | null; readonly userAgent: string | null };
  readonly mail: AboutMail;
  /** Null when the event log was never verified, or its last verification was removed by retention. */
  readonly verification: AboutVerification | null;
}

/** The database and how far its schema is. */
export interface AboutDatabase {
  /** `embedded` is PGlite in the data directory. */
  readonly kind: 'embedded' | 'server';
  /** Of PostgreSQL. */
  readonly version: string;
  /** Milliseconds a short question took. */
  readonly answerMs: number;
  readonly migrationCount: number;
  readonly latestMigration: string | null;
  /** Migrations that began and did not end. */
  readonly openMigrationCount: number;
}

/** Which key secrets are under; an id is no secret. */
export interface AboutMasterKey {
  readonly id: string;
  /** While the key is being changed: the one that replaces it. */
  readonly nextId: string | null;
}

/** What others reach this tenant by. */
export interface AboutAddresses {
  readonly publicUrl: string;
  readonly entityId: string;
  readonly metadataUrl: string;
  readonly healthUrl: string;
}

/** Whether mail leaves. */
export interface AboutMail {
  /** `host:port`; null without a mail server. */
  readonly server: string | null;
  readonly waitingCount: number;
  /** Given up within the last week. */
  readonly failedCount: number;
}

/** The last time the chain of the event log was walked. */
export interface AboutVerification {
  /** ISO 8601. */
  readonly at: string;
  readonly isWhole: boolean;
  readonly by: string;
}
