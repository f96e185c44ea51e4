import type { Tlp } from '../contract/cases.ts';

/** FIRST, Traffic Light Protocol 2.0 (2022): label, colour on black, and who may receive it. */
export const TLP: Record<Tlp, { readonly label: string; readonly colour: string; readonly audience: string }> = {
  RED: {
    label: 'TLP:RED',
    colour: '#FF2B2B',
    audience: 'For the eyes and ears of individual recipients only, no further disclosure.',
  },
  'AMBER+STRICT': {
    label: 'TLP:AMBER+STRICT',
    colour: '#FFC000',
    audience: 'Limited disclosure, restricted to the recipient’s organisation only.',
  },
  AMBER: {
    label: 'TLP:AMBER',
    colour: '#FFC000',
    audience: 'Limited disclosure, on a need-to-know basis within the recipient’s organisation and its clients.',
  },
  GREEN: { label: 'TLP:GREEN', colour: '#33FF00', audience: 'Limited disclosure, within the recipient’s community.' },
  CLEAR: { label: 'TLP:CLEAR', colour: '#FFFFFF', audience: 'No limit on disclosure.' },
};
