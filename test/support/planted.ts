import { money, numbers } from './planted/amounts.ts';
import { places, timing } from './planted/events.ts';
import { rings, texts } from './planted/sharing.ts';
import type { Planted } from './planted/table.ts';

export const PLANTED: readonly Planted[] = [...rings, ...timing, ...places, ...money, ...numbers, ...texts];
