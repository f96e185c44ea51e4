import { expect, it } from 'vitest';
import { comparedName, likenessKeys, nameLikeness } from '../../../shared/domain/name-likeness.ts';

const ALIKE: readonly (readonly [string, string, string])[] = [
  // Latin with marks
  ['José García', 'Jose Garcia', 'marks'],
  ['Łukasz Wójcik', 'Lukasz Wojcik', 'marks'],
  ['Björn Åkesson', 'Akesson, Bjorn', 'order'],
  ['Zoë Müller', 'Z. Müller', 'initials'],
  ['Stephen Clarke', 'Steven Clark', 'sounds'],
  ['Catherine Dubois', 'Katherine Dubois', 'sounds'],
  ['Jean-Luc Moreau', 'Jeanluc Moreau', 'joined'],
  ['Mara Anna Voss', 'Mara Voss', 'one word more'],
  ['Thornbury Holdings', 'Thornberry Holdings', 'sounds|letters'],
  ['Nguyễn Văn An', 'Nguyen Van An', 'marks'],
  // Cyrillic
  ['Иван Петров', 'Ivan Petrov', 'transliteration'],
  ['Мария Соколова', 'Mariya Sokolova', 'transliteration'],
  ['Сергей Волков', 'Volkov Sergey', 'order'],
  ['Дмитрий Орлов', 'Dmitri Orlov', 'transliteration'],
  ['Алексей Морозов', 'A. Morozov', 'initials'],
  ['Олена Шевченко', 'Olena Shevchenko', 'transliteration'],
  ['Николай Лебедев', 'Nikolai Lebedev', 'transliteration'],
  // Arabic
  ['محمد علي', 'Muhammad Ali', 'consonants'],
  ['أحمد حسن', 'Ahmed Hassan', 'consonants'],
  ['خالد منصور', 'Khaled Mansour', 'consonants'],
  ['فاطمة سالم', 'Fatima Salem', 'consonants'],
  ['مريم نصر', 'Maryam Nasr', 'consonants'],
  ['سمير حداد', 'Haddad Samir', 'order'],
  // Chinese
  ['王小明', 'Wang Xiaoming', 'transliteration'],
  ['李美玲', 'Li Meiling', 'transliteration'],
  ['张伟', 'Wei Zhang', 'order'],
  ['陈建国', 'Jianguo Chen', 'order'],
  ['刘洋', 'Liu Yang', 'transliteration'],
  ['林志豪', 'Lin Zhi Hao', 'transliteration'],
  // Greek
  ['Γιώργος Παπαδόπουλος', 'Giorgos Papadopoulos', 'transliteration'],
  ['Μαρία Νικολάου', 'Maria Nikolaou', 'transliteration'],
  ['Νίκος Κωστόπουλος', 'Nikos Kostopoulos', 'transliteration'],
  ['Ελένη Δημητρίου', 'Eleni Dimitriou', 'transliteration'],
  ['Ανδρέας Μάρκου', 'Markou Andreas', 'order'],
  // Hebrew and Devanagari
  ['דוד כהן', 'David Cohen', 'consonants'],
  ['משה לוי', 'Moshe Levi', 'consonants'],
  ['שרה מזרחי', 'Sarah Mizrahi', 'consonants'],
  ['राहुल शर्मा', 'Rahul Sharma', 'transliteration'],
  ['प्रिया गुप्ता', 'Priya Gupta', 'transliteration'],
  ['मोहन कुमार', 'Mohan Kumar', 'transliteration'],
];
const APART: readonly (readonly [string, string])[] = [
  ['Vladimir Petrov', 'Vladimir Bilov'],
  ['Mara Voss', 'Mara Klein'],
  ['Maria Rossi', 'Mario Rossi'],
  ['Thornbury Holdings AG', 'Thornbury Holdings GmbH'],
  ['Anna Voss', 'Hanna Voss'],
  ['John Smith', 'Jane Smith'],
  ['محمد علي', 'Ahmed Ali'],
  ['王小明', 'Wang Xiaohong'],
  ['Иван Петров', 'Ivan Sidorov'],
  ['Иван Петров', 'Ivana Petrova'],
  ['דוד כהן', 'Daniel Cohen'],
  ['Γιώργος Παπαδόπουλος', 'Nikos Papadopoulos'],
  ['राहुल शर्मा', 'Rohan Verma'],
  ['Li', 'Liu'],
  ['J. S.', 'J. T.'],
  ['Kim', 'Tim'],
];

it('asks of names in six scripts, and says why', () => {
  expect(ALIKE.length).toBeGreaterThanOrEqual(40);
  const missed = ALIKE.flatMap(([one, other, why]) => {
    const [a, b] = [comparedName(one), comparedName(other)];
    const said = nameLikeness(a, b)?.reasons.join(', ') ?? 'nothing';
    const keys = new Set(likenessKeys(a));
    const held = likenessKeys(b).some((key) => keys.has(key)) ? '' : ' (never compared)';
    return new RegExp(why).test(said) && held === ''
      ? []
      : [`${one} / ${other}: ${said}${held} [${a.words} / ${b.words}]`];
  });
  expect(missed).toEqual([]);
});

it('is silent of names that share a word, a form or a sound only', () => {
  const asked = APART.flatMap(([one, other]) => {
    const said = nameLikeness(comparedName(one), comparedName(other));
    return said ? [`${one} / ${other}: ${said.reasons}`] : [];
  });
  expect(asked).toEqual([]);
});
