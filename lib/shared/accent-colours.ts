import { contrast, fromOklab, mix, toOklab } from './oklab';

/** The colours of one theme that follow from a tenant's accent colour, as `#rrggbb`. */
export interface AccentColours {
  /** Links and marks: text on every background of the theme. */
  readonly accent: string;
  /** Buttons, under white text. */
  readonly solid: string;
  readonly solidHover: string;
  /** A hint of the colour behind text. */
  readonly soft: string;
}

/** Both themes' colours. */
export interface AccentPalette {
  readonly light: AccentColours;
  readonly dark: AccentColours;
}

/** Backgrounds of app/globals.css that text in the accent colour stands on. */
const backgrounds = {
  light: ['#ffffff', '#f8f8f9', '#f3f4f6'],
  dark: ['#101114', '#15171a', '#1b1d22'],
} as const;

const white = '#ffffff';
const textContrast = 4.5;
const shapeContrast = 3;
const step = 0.004;

/** Tells whether a text is a colour as we keep them: `#rrggbb` in lower case. */
export function isHexColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/u.test(text);
}

/**
 * Makes a given colour usable: its hue stays, its lightness moves just as far as it takes to reach
 * 4.5 : 1 for text in it and for white text on it, in both themes, and 3 : 1 between a button and
 * the dark page.
 *
 * Source: WCAG 2.2, 1.4.3 and 1.4.11.
 *
 * @param given `#rrggbb` in lower case.
 */
export function deriveAccent(given: string): AccentPalette {
  const lightSoft = mix(backgrounds.light[0], given, 0.09);
  const darkSoft = mix(backgrounds.dark[0], given, 0.14);
  const lightSolid = shift(given, -step, (colour) => contrast(white, colour) >= textContrast);
  return {
    light: {
      accent: shift(given, -step, isReadableOn([...backgrounds.light, lightSoft])),
      solid: lightSolid,
      solidHover: lightness(lightSolid, -0.06),
      soft: lightSoft,
    },
    dark: {
      accent: shift(given, step, isReadableOn([...backgrounds.dark, darkSoft])),
      ...darkButtons(given),
      soft: darkSoft,
    },
  };
}

/** Light enough to be seen on the dark page, dark enough for white text; there is room for both. */
function darkButtons(given: string): Pick<AccentColours, 'solid' | 'solidHover'> {
  const [page] = backgrounds.dark;
  const seen = shift(given, step, (colour) => contrast(page, colour) >= shapeContrast);
  const solid = shift(seen, -step, (colour) => contrast(white, colour) >= textContrast);
  return { solid, solidHover: lightness(solid, -0.05) };
}

function isReadableOn(grounds: readonly string[]): (colour: string) => boolean {
  return (colour) => grounds.every((ground) => contrast(ground, colour) >= textContrast);
}

/** The first colour on the way to black or white that is good; the given one when it is. */
function shift(given: string, by: number, isGood: (colour: string) => boolean): string {
  if (isGood(given)) return given;
  const lab = toOklab(given);
  for (let at = lab.lightness + by; at > 0 && at < 1; at += by) {
    const colour = fromOklab({ ...lab, lightness: at });
    if (isGood(colour)) return colour;
  }
  return by < 0 ? '#000000' : white;
}

/** A little lighter or darker; what is almost black becomes lighter, so that a change is seen. */
function lightness(colour: string, by: number): string {
  const lab = toOklab(colour);
  const to = lab.lightness + by < 0.12 ? lab.lightness - by : lab.lightness + by;
  return fromOklab({ ...lab, lightness: to });
}

/** The theme tokens that carry an accent, as app/globals.css names them. */
export function accentTokens(colours: AccentColours): Readonly<Record<string, string>> {
  return {
    '--c-accent': colours.accent,
    '--c-accent-solid': colours.solid,
    '--c-accent-solid-hover': colours.solidHover,
    '--c-accent-soft': colours.soft,
  };
}

/** A style sheet that puts the accent over the one of app/globals.css, in each theme. */
export function accentStyleSheet(given: string): string {
  const palette = deriveAccent(given);
  const block = (selector: string, colours: AccentColours) => {
    const lines = Object.entries(accentTokens(colours)).map(([name, value]) => `${name}:${value}`);
    return `${selector}{${lines.join(';')}}`;
  };
  // The root twice: stronger than the rules it replaces, whichever comes first.
  return [
    block(':root:root', palette.light),
    `@media (prefers-color-scheme:dark){${block(":root:root:not([data-theme='light'])", palette.dark)}}`,
    block(":root:root[data-theme='dark']", palette.dark),
  ].join('\n');
}
