/** A colour as lightness (0 to 1), and how far it leans to red or green and to yellow or blue. */
export interface Oklab {
  readonly lightness: number;
  readonly a: number;
  readonly b: number;
}

type Triple = readonly [number, number, number];

/** Reads `#rrggbb`. */
function parseHex(hex: string): Triple {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Relative luminance, 0 for black to 1 for white. Source: WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  const [red, green, blue] = parseHex(hex).map(toLinear) as unknown as Triple;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours, 1 to 21. Source: WCAG 2.2, "contrast ratio". */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/** A colour between two: `share` of the second over the first, as paint with that opacity. */
export function mix(under: string, over: string, share: number): string {
  const [below, above] = [parseHex(under), parseHex(over)];
  return toHex(below.map((value, index) => value + ((above[index] ?? 0) - value) * share));
}

/** Source: Björn Ottosson, "A perceptual color space for image processing" (2020). */
export function toOklab(hex: string): Oklab {
  const [red, green, blue] = parseHex(hex).map(toLinear) as unknown as Triple;
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    a: 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  };
}

/** The nearest colour of a screen: the hue and lightness stay, as much colour as fits. */
export function fromOklab(colour: Oklab): string {
  for (let share = 1; share > 0; share -= 0.02) {
    const linear = toLinearRgb({ ...colour, a: colour.a * share, b: colour.b * share });
    if (linear.every((value) => value >= -0.0005 && value <= 1.0005)) return linearToHex(linear);
  }
  return linearToHex(toLinearRgb({ lightness: colour.lightness, a: 0, b: 0 }));
}

function toLinearRgb({ lightness, a, b }: Oklab): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function toLinear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function linearToHex(linear: Triple): string {
  return toHex(
    linear.map((value) => {
      const share = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
      return share * 255;
    }),
  );
}

function toHex(values: readonly number[]): string {
  const bytes = values.map((value) => Math.round(Math.min(255, Math.max(0, value))));
  return `#${bytes.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
