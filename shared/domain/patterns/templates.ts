import { MONEY } from './money.ts';
import { NUMBERS } from './numbers.ts';
import { PLACES } from './places.ts';
import { RINGS } from './rings.ts';
import type { Template } from './template.ts';
import { TEXTS } from './texts.ts';
import { TIMING } from './timing.ts';

/** Every pattern, in the order in which lists offer them. */
export const TEMPLATES: readonly Template[] = [...RINGS, ...TIMING, ...PLACES, ...MONEY, ...NUMBERS, ...TEXTS];

export const templateById = (id: string): Template | undefined => TEMPLATES.find((each) => each.id === id);
