import type { Hold } from '../contract/retention.ts';

/** The legal holds that were not released: while there is one, nothing of the case goes. */
export const standingHolds = ({ holds }: { readonly holds: readonly Hold[] }): Hold[] =>
  holds.filter(({ releasedAt }) => releasedAt === null);
