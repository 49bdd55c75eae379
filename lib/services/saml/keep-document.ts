import 'server-only';

/** How long a kept document is given out before it is asked again whether it is still right. */
const checkAfterMs = 5_000;
/** A document says until when it is good, so it is made anew long before. */
const rebuildAfterMs = 3_600_000;
const maxKept = 512;

/** What a document is made of now. */
export interface DocumentSource {
  /** Changes whenever the document has to. */
  readonly version: string;
  readonly build: () => Promise<string>;
}

interface KeptDocument {
  readonly version: string;
  readonly document: string;
  readonly builtAt: number;
  readonly checkedAt: number;
}

interface DocumentHolder {
  adminxDocuments?: Map<string, Promise<KeptDocument>>;
}
/** One process loads this module several times, so the cache cannot be a module variable. */
const holder = globalThis as DocumentHolder;

/**
 * A document that is asked for often and changes seldom. Every process keeps its own for five seconds,
 * then looks whether its version is still the same; so a change is seen everywhere within that time.
 * Whoever asks while it is looked at waits for the same answer. Failures are not kept.
 */
export async function keepDocument(
  key: string,
  now: number,
  read: () => Promise<DocumentSource>,
): Promise<string> {
  const kept = (holder.adminxDocuments ??= new Map<string, Promise<KeptDocument>>());
  const last = kept.get(key);
  const known = await last?.catch(() => undefined);
  if (known && now - known.checkedAt < checkAfterMs) return known.document;
  // Somebody else began to look while this one waited.
  const begun = kept.get(key);
  if (begun && begun !== last) return (await begun).document;
  const next = refresh(known, now, read);
  forgetOldest(kept);
  kept.set(key, next);
  try {
    return (await next).document;
  } catch (error) {
    if (kept.get(key) === next) kept.delete(key);
    throw error;
  }
}

async function refresh(
  known: KeptDocument | undefined,
  now: number,
  read: () => Promise<DocumentSource>,
): Promise<KeptDocument> {
  const { version, build } = await read();
  const isRight = known?.version === version && now - known.builtAt < rebuildAfterMs;
  if (isRight) return { ...known, checkedAt: now };
  return { version, document: await build(), builtAt: now, checkedAt: now };
}

function forgetOldest(kept: Map<string, unknown>): void {
  const [oldest] = kept.keys();
  if (kept.size >= maxKept && oldest !== undefined) kept.delete(oldest);
}
