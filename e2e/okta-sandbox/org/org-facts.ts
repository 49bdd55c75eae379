/** What an organisation may have or not. */
export interface OrgFeatures {
  /** `v1` is Classic Engine. */
  pipeline: 'idx' | 'v1';
  /** What becomes of the wish to fall back to Okta. */
  fallback: 'kept' | 'dropped' | 'refused';
}

/** Who an organisation is; stays when it starts afresh. */
export interface OrgFacts extends OrgFeatures {
  id: string;
  companyName: string;
  subdomain: string;
  created: string;
}
