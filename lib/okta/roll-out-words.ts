import {
  rollOutPlatforms,
  type RollOutChoices,
  type RollOutLimits,
  type RollOutWho,
} from '@/lib/schemas/okta-roll-out';

/** How many names a sentence bears. */
const namedAtMost = 3;

/** Whom a stage catches, for the middle of a sentence. */
function describeWho(who: RollOutWho): string {
  switch (who.stage) {
    case 'LIST':
      return who.logins.length === 1
        ? listNames(who.logins)
        : `${String(who.logins.length)} people: ${listNames(who.logins)}`;
    case 'DOMAIN':
      return `everybody whose login ends with ${listNames(
        who.domains.map((name) => `@${name}`),
        'or',
      )}`;
    case 'ATTRIBUTE':
      return `everybody whose profile attribute ${who.attribute} is “${who.value}”`;
    case 'EVERYONE':
      return 'everybody whom no other rule of Okta catches';
  }
}

/** The further conditions, each in words; empty when there are none. */
function describeLimits({ zoneMode, zones, apps, platforms }: RollOutLimits): string[] {
  const zoneNames = listNames(
    zones.map(({ name }) => name),
    'or',
  );
  return [
    ...(zoneMode === 'INCLUDE' ? [`from the network zone ${zoneNames}`] : []),
    ...(zoneMode === 'EXCLUDE' ? [`from anywhere but the network zone ${zoneNames}`] : []),
    ...(apps.length > 0
      ? [
          `when opening ${listNames(
            apps.map(({ name }) => name),
            'or',
          )}`,
        ]
      : []),
    ...(platforms.length > 0
      ? [
          `on ${listNames(
            platforms.map((platform) => rollOutPlatforms[platform]),
            'or',
          )}`,
        ]
      : []),
  ];
}

/** Whom a stage catches, and under which conditions. */
export function describeChoices({ who, limits }: Pick<RollOutChoices, 'who' | 'limits'>): string {
  const conditions = describeLimits(limits);
  return [describeWho(who), ...conditions].join(', ');
}

/**
 * Tells whether the public question shows the rule at work: it comes from this server, without an
 * application, so a rule with further conditions may not answer it.
 */
export function isSeenFromOutside({ zoneMode, apps, platforms }: RollOutLimits): boolean {
  return zoneMode === 'ANYWHERE' && apps.length === 0 && platforms.length === 0;
}

/** "a, b and 3 more". */
export function listNames(names: readonly string[], joiner: 'and' | 'or' = 'and'): string {
  if (names.length > namedAtMost) {
    const shown = names.slice(0, namedAtMost).join(', ');
    return `${shown} and ${String(names.length - namedAtMost)} more`;
  }
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${joiner} ${names.at(-1) ?? ''}`;
}
