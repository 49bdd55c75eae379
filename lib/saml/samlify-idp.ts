/**
 * What samlify reads, as a second opinion: our own reader decides, and samlify must agree.
 *
 * Everything it sees has passed `guardXml`. Only its pure readers are used, so none of its
 * process-wide state (schema validator, parser options) matters.
 */
import samlify from 'samlify';
import { AppError } from '@/lib/shared/errors';

/** What samlify found in an AuthnRequest; null where it found nothing. */
export interface SamlifyRequest {
  readonly id: string | null;
  readonly issuer: string | null;
  readonly issueInstant: string | null;
  readonly destination: string | null;
  readonly acsUrl: string | null;
}

/** What samlify found in the metadata of an SP. */
export interface SamlifySpMetadata {
  readonly entityId: string | null;
  /** Locations of every assertion consumer service, in order. */
  readonly acsUrls: readonly string[];
}

const { Extractor, SPMetadata } = samlify;

/** Reads an AuthnRequest with samlify. `saml.xml_malformed` when samlify cannot read it. */
export function readRequestWithSamlify(xml: string): SamlifyRequest {
  return reading(() => {
    const found = toRecord(Extractor.extract(xml, Extractor.loginRequestFields));
    const request = toRecord(found['request']);
    return {
      id: toText(request['id']),
      issuer: toText(found['issuer'])?.trim() ?? null,
      issueInstant: toText(request['issueInstant']),
      destination: toText(request['destination']),
      acsUrl: toText(request['assertionConsumerServiceUrl']),
    };
  });
}

/** Reads the metadata of an SP with samlify. `saml.xml_malformed` when samlify cannot read it. */
export function readSpMetadataWithSamlify(xml: string): SamlifySpMetadata {
  return reading(() => {
    const { meta } = SPMetadata(xml);
    const services: unknown = toRecord(meta)['assertionConsumerService'];
    const list: readonly unknown[] = Array.isArray(services) ? services : [services];
    return {
      entityId: toText(toRecord(meta)['entityID']),
      acsUrls: list.flatMap((service) => toText(toRecord(service)['location']) ?? []),
    };
  });
}

function reading<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw new AppError('saml.xml_malformed', 'samlify refused the document', { cause });
  }
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function toText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
