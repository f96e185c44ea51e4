import type { Case } from '../../shared/contract/cases.ts';

export const PRIORITY: Record<Case['priority'], { words: string; rank: number }> = {
  critical: { words: 'Critical', rank: 0 },
  high: { words: 'High', rank: 1 },
  normal: { words: 'Normal', rank: 2 },
  low: { words: 'Low', rank: 3 },
};
export const STATUS: Record<Case['status'], string> = { open: 'Open', 'on-hold': 'On hold', closed: 'Closed' };
