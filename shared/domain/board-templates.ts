import { z } from 'zod';

/**
 * What a board begins with: notes that ask for what belongs beside them, in named groups. It holds no entity and no link, so
 * that nothing stands in the case that nobody has seen.
 */
export const BoardTemplate = z.object({
  name: z.string().trim().min(1).max(100),
  about: z.string().max(500),
  notes: z
    .array(
      z.object({ text: z.string().max(5000), x: z.number(), y: z.number(), group: z.string().max(100).optional() }),
    )
    .min(1)
    .max(200),
});
export type BoardTemplate = z.infer<typeof BoardTemplate>;

const COLUMN = 360;
const ROW = 220;
/** Groups side by side, each with the notes that ask for its items below one another. */
const columns = (groups: Readonly<Record<string, readonly string[]>>): BoardTemplate['notes'] =>
  Object.entries(groups).flatMap(([group, notes], column) =>
    notes.map((text, row) => ({ text, group, x: column * COLUMN, y: row * ROW })),
  );

export const BOARD_TEMPLATES: readonly BoardTemplate[] = [
  {
    name: 'Account and its devices',
    about: 'One account, what it signed in from, and who else used the same.',
    notes: columns({
      Account: ['The account in question: since when, whose, what changed and when?'],
      'Sign-ins': [
        'Devices: seen first and last, how often?',
        'IP addresses: whose network, which country, VPN or hosting?',
      ],
      'Shared with': ['Other accounts on the same device or address: how unusual is the sharing?'],
      'Contact and payout': ['E-mail, phone, payout account: what was changed, from which device?'],
    }),
  },
  {
    name: 'Payment chain',
    about: 'Who paid, through which accounts, and where the money left.',
    notes: columns({
      Payers: ['Victims and what each of them paid: amount, time, reference.'],
      'First receivers': ['Accounts that were paid first: opened when, by whom?'],
      'Pass-through': ['Accounts that sent on within hours: which share, after how long?'],
      'Money left': ['Exchange, card, cash or merchant: what can still be held, and whom to ask?'],
      'Not known': ['Gaps: payments without a counterpart, files that end too early.'],
    }),
  },
  {
    name: 'Identity claims',
    about: 'What somebody says of themselves, and what speaks for and against it.',
    notes: columns({
      'Claimed identity': ['Name, date of birth, address, documents: as they were stated, and when.'],
      'Speaks for it': ['What was checked at its source, with the exhibit.'],
      'Speaks against it': ['Contradictions, reused pictures, altered documents, impossible dates.'],
      'Same or another': ['Other accounts with the same face, document, phone or device.'],
    }),
  },
  {
    name: 'Account takeover',
    about: 'From the first foreign sign-in to what was taken, step by step.',
    notes: columns({
      'Way in': ['Phishing, reused password, SIM swap, malware: what shows it?'],
      'First foreign sign-in': ['When, from where, and what was different from before?'],
      'Changes made': ['E-mail, phone, password, devices, payout account.'],
      'What was taken': ['Payments, orders, data: amounts and times.'],
      'Same hand': ['Other accounts with the same device, address or payout account.'],
    }),
  },
  {
    name: 'Competing explanations',
    about: 'Hypotheses side by side, with what each would have to show.',
    notes: columns({
      'Hypothesis A': [
        'What happened, in one sentence.',
        'What would be seen if it is true?',
        'What speaks against it?',
      ],
      'Hypothesis B': [
        'What happened, in one sentence.',
        'What would be seen if it is true?',
        'What speaks against it?',
      ],
      'Nothing happened': ['The innocent explanation, in one sentence.', 'What would rule it out?'],
    }),
  },
];
