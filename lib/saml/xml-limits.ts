/** How much XML is looked at. Bounds are counted, never timed (attacks.md B4). */

/** The longest protocol message, in bytes of XML. Real ones have two to eight thousand. */
export const maxMessageBytes = 131_072;

/** The longest RelayState, in UTF-8 bytes: the standard says 80, Okta sends whole URLs. */
export const maxRelayStateBytes = 12_288;

/** What one document may contain. */
export interface XmlLimits {
  /** UTF-16 units of the text. */
  readonly characters: number;
  readonly depth: number;
  readonly elements: number;
  readonly attributes: number;
  readonly attributesOfElement: number;
  readonly namespaceDeclarations: number;
  /** Comments are read over in metadata and refused in messages (B5). */
  readonly allowComments: boolean;
}

/** Bounds of a protocol message. */
export const messageLimits: XmlLimits = {
  characters: maxMessageBytes,
  depth: 24,
  elements: 500,
  attributes: 1000,
  attributesOfElement: 32,
  namespaceDeclarations: 100,
  allowComments: false,
};

/** Bounds of a metadata document. */
export const metadataLimits: XmlLimits = {
  characters: 524_288,
  depth: 24,
  elements: 5000,
  attributes: 10_000,
  attributesOfElement: 32,
  namespaceDeclarations: 500,
  allowComments: true,
};
