import { describeUserAgent } from './describe-user-agent';

/** Names where a request came from for a person to recognise: browser, system and address. */
export function describeOrigin(origin: {
  readonly ip: string | null;
  readonly userAgent: string | null;
}): string {
  const browser = describeUserAgent(origin.userAgent);
  return origin.ip ? `${browser}, address ${origin.ip}` : browser;
}
