import { expect, it } from 'vitest';
import { sentencesOf } from '../../../shared/domain/sentences.ts';

/** English of reports, as a reader parts it: a stroke stands behind each sentence but the last of a line. */
const LINES = [
  'Acme Inc. Ventures paid 500 USD (E-0001).| It was refunded.',
  'Pinewick Ltd. of London received it.| The rest was held (E-0003).',
  'The money went to Pinewick Ltd.| The rest was held (E-0003).',
  'Orchard Co. Holdings and Brass & Sons Co. share a director.| He left in May.',
  'He works for Example Corp.| In May he left (E-0002).',
  'Example Corp. and Sample LLC. filed together.',
  'The buyer, Sample GmbH & Co. KG, never answered (E-0004).| We asked twice.',
  'The account of Doe Bros. Trading was closed.| Nobody objected.',
  'It was paid to Acme Inc. (E-0001).| They sent it on (E-0002).',
  'Acme Inc.’s account was closed.| F-1 says why.',
  'Transfers from Acme Ltd. to Brook Inc. on 3 May were reversed (E-0002).',
  'The shareholder is Example S.A. de C.V. in Mexico.| It holds 40 %.',
  'R. Okafor signed in (E-0001).| J. R. Smith did not.',
  'The holder is R. Okafor.| He denies it (E-0004).',
  'Mr. Roe paid.| Mrs. Roe did not (E-0002).',
  'Dr. Lee and Prof. Hale were asked.| Neither answered.',
  'John Doe Jr. opened the account.| John Doe Sr. closed it.',
  'The mail is by M. Van den Berg, Esq. of Example Law.| It is dated 2 May.',
  'Sgt. Hale took the report (E-0009).| Det. Roe did not.',
  'The victims are A. Lee, B. Hale et al. and their employers.',
  'It was sent to account B.| Smith paid it back (E-0003).',
  'It is no. 5 of the list.| No. 6 is missing.',
  'See nos. 5 and 6, fig. 2, p. 7 and pp. 8–9.| They agree.',
  'He said no.| Then he paid (E-0003).',
  'The answer was no.| 5 people left.',
  'About approx. 30 accounts were opened, i.e. one a day, e.g. on 3 May.| They were closed.',
  'Of the 30 (approx.) accounts nine were paid.| The others were not.',
  'The fee was 1.5 % of 1,200.50 USD.| It was paid on 3.5.2026.',
  'He paid 12.50 USD.| 3 days later he asked for it back.',
  'It came from 203.0.113.77.| That address is a proxy (E-0005).',
  'The ref. 4471 and acct. 9921 match.| Both are in E-0005.',
  'Sec. 3.2 of the terms applies (cf. art. 5).| It was broken.',
  'Vol. 2, ch. 4 of the manual says so.| It is out of print.',
  'Payments of max. 500 USD, min. 20 USD, passed.| Others did not.',
  'Order no. E-1 is void.| It was cancelled.',
  'On Jan. 5 he paid.| On Feb. 6 he did not (E-0001).',
  'At 5 p.m. UTC he signed in.| At 6 a.m. he left.',
  'He signed in at 5 p.m.| The session lasted an hour.',
  'It began at 02:10 UTC.| All eleven followed (E-0011).',
  'The account was opened on 3 May 2026.| 14 days later it was closed.',
  'Paid in full (E-0003 row 12).| Held (E-0003 rows 13–15).',
  'Paid in full. (E-0003)| Held. (see E-0003 and F-1)| Returned.',
  'He paid (see E-0001, E-0002 et al.).| Others did not.',
  'Seen in E-0001.| E-0002 shows the same.',
  'As F-1 says.| F-2 says otherwise.',
  'Paid {E-0012:1:paid_usd} USD.| {E-0012:2:paid_usd} USD were held.',
  'They sell phones, tablets, etc. and ship from the U.S. every week.',
  'They sell phones, tablets, etc.| The shop is closed.',
  'He lives in the U.S. and banks in the U.K. with two banks.',
  'He moved to the U.S.| He came back in May.',
  'The U.S. Treasury listed it.| The U.K. did not.',
  'The office is at 5 Main St. in Springfield.| It is empty.',
  'The office is at 5 Main St.| It is empty.',
  'Example v. Sample decided it.| Cf. Roe vs. Doe.',
  'The seller a.k.a. brassanddusk left.| So did its partner.',
  'Its dept. of claims answered.| It was late.',
  'She has a Ph.D. in law.| He has none.',
  '“Pay now!” he wrote (E-0007).| She did.',
  '“Why?” he asked.| “Because.” she said.',
  'He wrote “I paid.”| She did not answer.',
  'Yahoo! Inc. gave the logs (E-0004).| They are whole.',
  'The site (www.example.com) was up.| It is down now.',
  '1. The account was opened.| It was funded.',
  '(a) The account was opened.| (b) It was funded.',
  'They paid ... and left.| Nobody knows why.',
  'He paid; she did not.| What happened?| Nobody knows!',
  'u_1001 paid u_1002.| u_1003 did not.',
  'The file is named invoice.final.pdf.| It is empty.',
  'Paid. (E-0003 row 12)| Held. (E-0003, rows 13–15, and F-1)| Gone.',
];

it.each(LINES)('parts as a reader does: %s', (line) => {
  const said = sentencesOf(line.replaceAll('|', '')).map(({ text }) => text);
  expect(said).toEqual(line.split('|').map((each) => each.trim()));
});

it('loses no letter, and tells where each sentence stands', () => {
  const text = LINES.join('\n').replaceAll('|', '');
  const found = sentencesOf(text);
  expect(found.map(({ at, to }) => text.slice(at, to))).toEqual(found.map(({ text: words }) => words));
  expect(
    found
      .map(({ text: words }) => words)
      .join('')
      .replace(/\s/g, ''),
  ).toBe(text.replace(/\s/g, ''));
  expect(found.length).toBeGreaterThan(110);
});

it('reads a long list of references in no time', () => {
  const labels = Array.from({ length: 400 }, (_, at) => `E-${String(at + 1).padStart(4, '0')} rows 1, 2 and 3, `).join(
    '',
  );
  const began = performance.now();
  expect(sentencesOf(`Paid. (${labels} they say`)).toHaveLength(2);
  expect(sentencesOf(`Paid. ${labels} they say`)).toHaveLength(2);
  expect(performance.now() - began).toBeLessThan(1000);
});
