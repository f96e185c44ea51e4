import { exhibitLabel } from '../../../shared/domain/labels.ts';

/** Labels from a JSON array of exhibit numbers. */
export const labels = (numbers: string): string[] => (JSON.parse(numbers) as number[]).map(exhibitLabel);
