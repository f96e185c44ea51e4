import { describe, expect, it } from 'vitest';
import { sniffBytes } from '../../../../electron/core/datasets/sniff-exhibit.ts';

function sniff(text: string) {
  const bytes = Buffer.from(text);
  return sniffBytes((from, length) => bytes.subarray(from, from + length), bytes.length, -1);
}
const dialectOf = (text: string) => sniff(text).dialect;

describe('the delimiter', () => {
  it('is told over the whole file where cells hold mail with line ends and commas', () => {
    const mail = (at: number) =>
      `m${at},user${at}@example.org,"Dear Sir,\n\nI wrote, as agreed, on the 3rd.\nNo answer, ""none"", came.\n\nYours, N${at}"`;
    const text = `id,sender,body\n${Array.from({ length: 25 }, (_, at) => mail(at)).join('\n')}\n`;
    expect(dialectOf(text)).toMatchObject({ delimiter: ',', quote: '"', escape: '"', header: true });
    expect(sniff(text).width).toBe(3);
  });
  it('is none where texts of one column hold commas or semicolons', () => {
    for (const text of [
      'ua\nMozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko\nMozilla/5.0 (X11; Linux; x64) Gecko\n',
      'comment\nSent, but never seen again, he says.\nPaid twice\nNo answer, no parcel, no refund; nothing.\n',
      'name\nSmith, John\nDoe, Jane\nRoe, Richard\n',
      'amount\n1,50\n2,75\n12,00\n',
    ])
      expect(dialectOf(text)).toMatchObject({ delimiter: '', header: true, skipLines: 0 });
  });
  it.each([
    ['a title above', 'Report of May\n\nname;sum\nAnn;1,5\nBob;2,5\n', ';', 2],
    ['a colon', 'root:x:0\ndaemon:x:1\nbin:x:2\n', ':', 0],
    ['a doubled pipe', 'id||name||city\n1||Ann||Rome\n2||Bob||Oslo\n', '||', 0],
    ['sep= in the first line', 'sep=|\nid|name\n1|a;b\n2|c;d\n', '|', 1],
  ])('is found with %s', (_, text, delimiter, skipLines) => {
    expect(dialectOf(text)).toMatchObject({ delimiter, skipLines });
  });
});

describe('quotes', () => {
  it('are escaped as most of them say', () => {
    const rows = Array.from({ length: 9 }, (_, at) => `${at},"he said \\"hi, you\\"",C:\\Users\\bob`);
    expect(dialectOf(`id,note,path\n${rows.join('\n')}\n`)).toMatchObject({ quote: '"', escape: '\\' });
    expect(dialectOf('id,path\n1,"C:\\dir\\"\n2,"D:\\other, one\\"\n')).toMatchObject({ quote: '"', escape: '"' });
  });
  it('are single only where they protect something, or all of several columns have them', () => {
    expect(dialectOf("id,alias\n1,'Ali'\n2,'Bo'\n3,Carl\n4,'Dee'\n").quote).toBe('"');
    expect(dialectOf("id,alias\n1,'Ali, B.'\n2,'Bo'\n3,Carl\n").quote).toBe("'");
    const rows = Array.from({ length: 30 }, (_, at) => `${at},'file${at}','di'`);
    expect(dialectOf(`${rows.join('\n')}\n`).quote).toBe("'");
  });
});

describe('line ends', () => {
  it('within CRLF records are part of a cell', () => {
    expect(dialectOf('id,note\r\n1,a\r\n2,b\nc\r\n3,d\r\n').newline).toBe('\r\n');
    expect(dialectOf('id,note\r\n1,a\n2,b\n3,c\n').newline).toBe('mixed');
  });
});

describe('the header', () => {
  it.each([
    ['a list of addresses', 'mule.one@example.org\nmule.two@example.org\n', false],
    ['a list of numbers with a name', 'msisdn\n447912000001\n447912000002\n', true],
    ['years', 'region,2023,2024,2025\nEMEA,10,20,30\nAPAC,5,6,7\n', true],
    ['rows alone', 'Ann,5,2026-01-02\nBob,6,2026-01-03\n', false],
    ['values that come again', 'Ann,paid\nBob,paid\nAnn,open\n', false],
    ['names that words give away', 'name,city\nAnn,Rome\nBob,Oslo\n', true],
    ['nicknames without a name above', 'dark knight\nlucky seven\nmister x\n', false],
  ])('is told by %s', (_, text, header) => {
    expect(dialectOf(text).header).toBe(header);
  });
  it('is said to be a guess where nothing tells', () => {
    expect(sniff('Ann,Rome\nBob,Oslo\n').headerTold).toBe(false);
    expect(sniff('name,city\nAnn,Rome\n').headerTold).toBe(true);
  });
  it('may be of several records, with groups above and units below', () => {
    const text = 'Costs,,,\n,,,\n,,2025,2026\nSegment,Staff,Total,Total\n,,,Restated\nEast,5,6,7\nWest,8,9,10\n';
    expect(dialectOf(text)).toMatchObject({ header: true, skipLines: 2, headerRows: 3 });
    expect(dialectOf('name,amount\n,(EUR)\nAnn,5\nBob,6\n')).toMatchObject({ headerRows: 2 });
    expect(dialectOf('name,amount\nAnn,n/a\nBob,6\nCid,7\nDan,8\nEve,9\n')).toMatchObject({ headerRows: 1 });
  });
  it('lacks a name for row names, as R writes them', () => {
    expect(dialectOf('"mpg","cyl"\n"Mazda",21,6\n"Datsun",22.8,4\n"Hornet",21.4,6\n')).toMatchObject({
      header: true,
      rowNames: true,
    });
    expect(dialectOf('id,name\n1,Ann,x\n2,Bob,y\n').rowNames).toBe(false);
  });
});

describe('the end of the table', () => {
  it('keeps a last row of the table’s width, whatever it begins with', () => {
    expect(dialectOf('shop,day,ref,sum\nA,2026-01-02,R1,1\nTotal Ltd,2026-01-03,,2\n').skipFooter).toBe(0);
    expect(dialectOf('shop,day,sum\nA,2026-01-02,1\nB,2026-01-02,1\nTotal,,2\n').skipFooter).toBe(0);
    expect(dialectOf('shop,day,sum\nA,2026-01-02,1\nB,2026-01-02,1\nSource: till,,\n').skipFooter).toBe(1);
  });
});
