/** Types of entity that users add to those of the program; they belong to the vault. */

export const OWN_PREFIX = 'own:';
export type OwnType = `own:${string}`;

export interface OwnKind {
  readonly id: OwnType;
  readonly name: string;
  readonly colour: (typeof OWN_COLOURS)[number];
  readonly icon: (typeof OWN_ICONS)[number];
}

/** By its name: a type of the same name in another vault is the same type. */
export const ownTypeId = (name: string): OwnType =>
  `${OWN_PREFIX}${name
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')}`;

/** Names of Blueprint icons that no type of the program has. */
export const OWN_ICONS = [
  'airplane',
  'archive',
  'briefcase',
  'build',
  'bug',
  'cargo-ship',
  'cell-tower',
  'cube',
  'crown',
  'endorsed',
  'flag',
  'flame',
  'compass',
  'headset',
  'heart',
  'home',
  'lab-test',
  'layers',
  'lightbulb',
  'manual',
  'pulse',
  'shield',
  'truck',
  'camera',
] as const;
/** Reach 3:1 on every ground, and differ from every type of the program. */
export const OWN_COLOURS = [
  '#00a500',
  '#af00ff',
  '#f05f00',
  '#ff28b4',
  '#cd00c3',
  '#ff4b55',
  '#8c3cff',
  '#cd37f0',
] as const;
