/** One page of the help inside the program. */
export interface Topic {
  readonly id: string;
  readonly title: string;
  /** Paragraphs. */
  readonly says: readonly string[];
  /** Words that somebody may look for and that do not stand in it. */
  readonly also: string;
}

export const TOPICS: readonly Topic[] = [
  {
    id: 'request',
    title: 'From a request to an answer',
    says: [
      'Press “New request” and paste the e-mail. Sender, date, questions and words that set a time are read from it, and the text is kept as an exhibit. Nothing that is read is final: every field can be changed.',
      'Each question is a card with an owner and a due time. Choose the findings and exhibits that answer it, write the answer, and say how likely it is and how sure you are.',
      '“Reply” drafts the text from the answers that may go out, checks it and prints or copies it. Who got which words and when is kept.',
    ],
    also: 'escalation ticket intake mail stakeholder inbox rfi',
  },
  {
    id: 'clocks',
    title: 'Clocks and working hours',
    says: [
      'A request has three clocks: acknowledged, first answer, final answer. They run by working time of a calendar with zone, hours, holidays and goals for each priority.',
      'While a request is paused, with a reason, no clock runs. Where the requester named a time, the final clock is due then, whatever the goal.',
    ],
    also: 'sla deadline overdue due holiday calendar pause',
  },
  {
    id: 'figures',
    title: 'Figures that cannot differ from their source',
    says: [
      'Write {E-0012:1:paid_usd} in an answer, a finding or the report: row 1, column “paid_usd” of the frozen query E-0012. At each print the value is read from the exhibit.',
      'A number that is typed by hand is named by the check, and so is a cell that is not there.',
    ],
    also: 'number bound cell query placeholder',
  },
  {
    id: 'audience',
    title: 'What a reader sees',
    says: [
      'Each edition (executive, Legal, information security) shows other things. What is excluded, personal or graphic is masked or left out, and a reply is held against the edition of its reader.',
      'A text that repeats withheld words is not recorded as delivered. A figure of an exhibit that the reader does not see reads “[withheld]”.',
    ],
    also: 'edition redaction tlp marking leak legal executive infosec confidential',
  },
  {
    id: 'evidence',
    title: 'Evidence and its custody',
    says: [
      'Drop files on the Evidence screen. The bytes are hashed and kept unchanged; tables, text and pictures are read from them. A number such as E-0001 is never given twice.',
      'Every act is an entry of a chained log. “Verify now” on the Custody screen hashes everything anew and names each fault.',
    ],
    also: 'import file upload screenshot hash exhibit custody chain verify',
  },
  {
    id: 'data',
    title: 'Questions to tables',
    says: [
      'Each CSV, workbook or JSON becomes a table for read-only SQL. Identifiers stay text, amounts are exact, and the reading of a column can be changed.',
      'Save a result as exhibit: its statement, inputs and rows are frozen, and a finding or an answer can rest on it.',
    ],
    also: 'sql query dataset csv facet chart freeze',
  },
  {
    id: 'charts',
    title: 'Charts',
    says: [
      'Chart draws the whole result of a statement: bars, lines, scatter, histogram, box, hours by weekday, flows, a map. What is not drawn (no number, no time, beyond a limit) is counted beside it.',
      'Alt+click on a mark selects its rows on every screen. A chart that is kept is an exhibit: it prints as vectors, and can be drawn again on the data as it is now.',
    ],
    also: 'graph plot histogram heatmap sankey picture trend',
  },
  {
    id: 'patterns',
    title: 'Patterns',
    says: [
      'Ready statements look for rings, bursts, impossible travel, just-under amounts and more. Each names the columns that it needs, refuses where it can say nothing, and says what else could look the same.',
      'A hit is a place to look at and no finding: open its rows, then save what holds as an exhibit.',
    ],
    also: 'detect rule anomaly velocity ring benford outlier',
  },
  {
    id: 'money',
    title: 'Following money',
    says: [
      'Map a table of payments once: who pays, who receives, amount, asset and time. Exports that are known by their headers are mapped without a question; what moved nothing is listed and left out of the total.',
      'A trace follows what left an account, or came into it, by several methods side by side, until it stops at an exchange, a mixer or another mark. Each hop has a table that must balance; what the file does not tell is counted both ways.',
    ],
    also: 'trace crypto wallet transfer fifo lifo haircut poison taint exchange mixer bank payout',
  },
  {
    id: 'timeline',
    title: 'Timeline',
    says: [
      'Each column of times has a lane, and so has what was done in the case. The wheel zooms; Shift with dragging chooses a span, whose rows open in Data. Times without a zone are marked, and taken in the zone that is shown.',
      'N enters an event by hand, known to the year or to the second; a span is saved as an exhibit.',
    ],
    also: 'time event chronology zone calendar',
  },
  {
    id: 'identities',
    title: 'One person or two',
    says: [
      'Identities lists pairs of entities that may be one, each with the reasons. A decision has a reason of its own and can be taken back: entities, links and boards stay as they are.',
      'What is held to be one is drawn as one on the board, and printed as “also known as” with its basis.',
    ],
    also: 'merge duplicate alias same person sock puppet',
  },
  {
    id: 'board',
    title: 'Connect the dots',
    says: [
      'The board shows entities, exhibits and notes with links between them. Drag from one entity to another to link them, and say which exhibits the link rests on: a link without one is dashed.',
    ],
    also: 'graph link entity layout undo',
  },
  {
    id: 'findings',
    title: 'Findings',
    says: [
      'A finding is a claim with its explanation, likelihood and confidence, and the exhibits behind it. Paragraphs that begin with “Assessment:” are judgements; those with “Against:” say what speaks against it.',
      'Spelling and grammar are read while you write, on this machine. The settings of the vault (Writing) choose the English, the words that are spelt right, and the yardstick of likelihood: ICD 203 or PHIA.',
    ],
    also: 'claim likelihood confidence assessment spelling grammar proofread phia icd 203 yardstick',
  },
  {
    id: 'tasks',
    title: 'Tasks and time',
    says: [
      'Below the replies of a case: tasks with an owner, a due time and the task that comes before. The open entries of the checklist become tasks with one click. The work log adds up minutes.',
      'On the board of the queue, “Closed” asks for the outcome and the reason.',
    ],
    also: 'todo checklist work log hours close outcome',
  },
  {
    id: 'queue',
    title: 'The queue of all cases',
    says: [
      '“Queue” beside the cases shows what is due over all cases, as a list, a table and a board, with filters that can be saved, totals by team and month, and trends.',
      '“Copy the hand-over note” gives the next shift what is due, paused and owned by whom.',
    ],
    also: 'shift handover filter saved totals team month trends',
  },
  {
    id: 'seen',
    title: 'Seen in other cases',
    says: [
      'Indicators of a pasted text and entities of a case are compared with all other cases on request. The answer is counts alone, the look is recorded, and nothing is merged. Indicators of a request are compared with the lists of the vault too; a warning list says that a value is common, not that it is suspect.',
      'A case that shares entities with another can be made a part of it; both stay as they are.',
    ],
    also: 'related duplicate parent child merge indicator ioc',
  },
  {
    id: 'screening',
    title: 'Screening names',
    says: [
      'Import a list (OFAC, UN, EU, UK, OpenSanctions or your own) as an exhibit, choose it on the Screening screen and run. Points rank hits and are no probability; a name alone is at most possible.',
      'Decide each hit with a reason: match, possible, cleared or contradicted. The next run says what is new.',
    ],
    also: 'sanctions watchlist pep match ofac',
  },
  {
    id: 'countries',
    title: 'Country sheets',
    says: [
      'Load lists of your own on the Screening screen, under Countries: FATF, country risk, or a sanctions list, whose entries are counted by programme. A sheet names for each line its list, date and line, and says what does not name the country and what is not loaded.',
      'An entity states a country by an IBAN, a phone number with a calling code, or a place or address that ends with one. It is no score of a person.',
    ],
    also: 'fatf geopolitical jurisdiction risk programme',
  },
  {
    id: 'retention',
    title: 'How long cases are kept',
    says: [
      'In the queue, Retention lists until which day each case is kept. Rules say it by typology and team, counted from opening or closing; a case without a day of its own gets one when it is closed. Nothing goes by itself.',
      'While a legal hold stands, no exhibit of the case can be removed, the case cannot be destroyed, and closing it asks whether the hold stays.',
    ],
    also: 'legal hold destroy delete gdpr erase rule',
  },
  {
    id: 'report',
    title: 'The report',
    says: [
      'Choose an edition and print. The check names claims without an exhibit, loose numbers, captions that are missing; while a point is open each page says DRAFT.',
    ],
    also: 'pdf print edition draft check sign',
  },
  {
    id: 'together',
    title: 'Working together by bundles',
    says: [
      'Export a bundle of the case (Overview); a colleague imports it, works on it and sends a bundle back. Import bundle then shows what is new, changed and in conflict; nothing is written before you press Merge.',
      'Where both changed something, yours stays unless you choose theirs or both. Exhibits whose numbers collide are both kept. Of what withholds, the stricter stands.',
    ],
    also: 'merge colleague conflict share bundle import export collaborate',
  },
  {
    id: 'locking',
    title: 'Locking and safety',
    says: [
      'Everything is in one encrypted vault. Ctrl+Shift+L locks it; idle time does so too. The recovery code is shown once: keep it apart from this computer.',
      'The program opens no connection to anywhere. A bundle is how a case goes to a colleague.',
    ],
    also: 'password passphrase encryption offline backup bundle share',
  },
];

/** Topics that hold every word of a search, those with it in their title first. */
export function found(words: string): readonly Topic[] {
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (text: string): boolean => sought.every((word) => text.toLowerCase().includes(word));
  return TOPICS.filter(({ title, says, also }) => holds(`${title} ${says.join(' ')} ${also}`)).toSorted(
    (a, b) => Number(holds(b.title)) - Number(holds(a.title)),
  );
}
