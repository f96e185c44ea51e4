import type { EntityType } from '../contract/board.ts';

export interface EntityKind {
  readonly label: string;
  /** Name of a Blueprint icon. */
  readonly icon: string;
  /** Reaches 3:1 against white and against #1c2127, so that it stands out on a light and on a dark board. */
  readonly colour: string;
}

export const ENTITY: Record<EntityType, EntityKind> = {
  account: { label: 'Account', icon: 'user', colour: '#2d72d2' },
  person: { label: 'Person', icon: 'person', colour: '#9179f2' },
  organisation: { label: 'Organisation', icon: 'office', colour: '#7961db' },
  email: { label: 'E-mail', icon: 'envelope', colour: '#00998c' },
  phone: { label: 'Phone', icon: 'phone', colour: '#238551' },
  ip: { label: 'IP address', icon: 'ip-address', colour: '#c87619' },
  device: { label: 'Device', icon: 'mobile-phone', colour: '#866103' },
  wallet: { label: 'Wallet', icon: 'antenna', colour: '#cd4246' },
  transaction: { label: 'Transaction', icon: 'swap-horizontal', colour: '#d33d17' },
  payout: { label: 'Payout account', icon: 'bank-account', colour: '#db2c6f' },
  card: { label: 'Card', icon: 'credit-card', colour: '#a854a8' },
  address: { label: 'Postal address', icon: 'map-marker', colour: '#5c7080' },
  domain: { label: 'Domain', icon: 'globe-network', colour: '#147eb3' },
  url: { label: 'URL', icon: 'link', colour: '#3f86c9' },
  image: { label: 'Image', icon: 'media', colour: '#5a8a00' },
  listing: { label: 'Listing', icon: 'shop', colour: '#946638' },
  event: { label: 'Event', icon: 'calendar', colour: '#738091' },
  other: { label: 'Other', icon: 'circle', colour: '#738091' },
};

/** Offered while the type of a link is typed; any other words are as good. */
export const LINK_TYPES: readonly string[] = [
  'uses device',
  'logged in from',
  'registered with',
  'paid to',
  'received from',
  'cashed out to',
  'sent message to',
  'shares image with',
  'same person as',
  'controls',
  'owns',
  'works with',
  'listed',
  'mentions',
  'evidence of',
  'related to',
];
