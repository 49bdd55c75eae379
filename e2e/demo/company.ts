/** The company of the demo: the same people its stand-in Okta organisation has, but the newcomer. */

/** A person as typed into a form. */
export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  /** Also the login. */
  readonly email: string;
}

export const company = 'Marlow & Finch';

/** Runs AdminX, and is a super administrator of the Okta organisation. */
export const owner: Person = {
  firstName: 'Ottilie',
  lastName: 'Marchbanks',
  email: 'ottilie.marchbanks@marlowfinch.example',
};

/** Known to neither side when the demo begins: the first to sign in to Okta with a passkey. */
export const newcomer: Person = {
  firstName: 'Zsófia',
  lastName: 'Kővári-Vandenberg',
  email: 'zsofia.kovari-vandenberg@marlowfinch.example',
};

export const people: readonly Person[] = [
  {
    firstName: 'Anneliese',
    lastName: 'Wolfeschlegelsteinhausenbergerdorff',
    email: 'anneliese.wolfeschlegelsteinhausenbergerdorff@marlowfinch.example',
  },
  {
    firstName: 'Bartholomew',
    lastName: 'Featherstonehaugh-Cavendish',
    email: 'bartholomew.featherstonehaugh-cavendish@marlowfinch.example',
  },
  {
    firstName: 'José María',
    lastName: 'Fernández de la Vega y Sánchez-Ocaña',
    email: 'jose.fernandez@marlowfinch.example',
  },
  { firstName: 'Mei-Ling', lastName: 'Tan', email: 'mei-ling.tan@marlowfinch.example' },
  { firstName: 'Ruth', lastName: 'Adeyemi', email: 'ruth.adeyemi@marlowfinch.example' },
];
