import type { Subject } from '../../shared/domain/screening/score.ts';

/** Pairs of invented names in six scripts, and whether they may be one; the traps are those by which matchers are known to fail. */
export const NAME_PAIRS: readonly (readonly [
  kind: Subject['kind'],
  one: string,
  other: string,
  same: boolean,
  what: string,
])[] = [
  // Latin
  ['person', 'José García', 'Jose Garcia', true, 'marks'],
  ['person', 'Łukasz Wójcik', 'Lukasz Wojcik', true, 'marks'],
  ['person', 'Stephen Clarke', 'Steven Clark', true, 'sound'],
  ['person', 'Catherine Dubois', 'Katherine Dubois', true, 'sound'],
  ['person', 'Jean-Luc Moreau', 'Jeanluc Moreau', true, 'joined'],
  ['person', 'Dmitri Orlov', 'Dmitry Orlov', true, 'spelling'],
  ['person', 'Mohammed Hassan', 'Muhammad Hasan', true, 'spelling'],
  ['organisation', 'Thornbury Holdings Ltd', 'Thornbury Holdings Limited', true, 'form of the company'],
  ['organisation', 'Lantern Trading L.L.C.', 'Lantern Trading LLC', true, 'punctuation'],
  // Cyrillic
  ['person', 'Иван Петров', 'Ivan Petrov', true, 'Cyrillic'],
  ['person', 'Мария Соколова', 'Mariya Sokolova', true, 'Cyrillic'],
  ['person', 'Дмитрий Орлов', 'Dmitri Orlov', true, 'Cyrillic'],
  ['person', 'Олена Шевченко', 'Olena Shevchenko', true, 'Cyrillic'],
  ['person', 'Николай Лебедев', 'Nikolai Lebedev', true, 'Cyrillic'],
  ['person', 'Сергей Волков', 'Sergey Volkov', true, 'Cyrillic'],
  // Greek
  ['person', 'Γιώργος Παππάς', 'Giorgos Pappas', true, 'Greek'],
  ['person', 'Μαρία Νικολάου', 'Maria Nikolaou', true, 'Greek'],
  // Arabic
  ['person', 'محمد علي', 'Muhammad Ali', true, 'Arabic'],
  ['person', 'أحمد حسن', 'Ahmed Hassan', true, 'Arabic'],
  ['person', 'خالد منصور', 'Khaled Mansour', true, 'Arabic'],
  ['person', 'فاطمة سالم', 'Fatima Salem', true, 'Arabic'],
  ['person', 'مريم نصر', 'Maryam Nasr', true, 'Arabic'],
  // Hebrew
  ['person', 'משה כהן', 'Moshe Cohen', true, 'Hebrew'],
  ['person', 'דוד לוי', 'David Levi', true, 'Hebrew'],
  // Han
  ['person', '王小明', 'Wang Xiaoming', true, 'Han'],
  ['person', '李伟', 'Li Wei', true, 'Han'],
  ['person', '张丽华', 'Zhang Lihua', true, 'Han'],
  // traps
  ['person', 'Vladimir Putin', 'Vladimir Biliy', false, 'a shared first name'],
  ['person', 'Maria Gonzalez', 'Maria Fernandez', false, 'a shared first name'],
  ['person', 'Friedrich Hans', 'Hans Friedrich', false, 'swapped names'],
  ['person', 'James Oliver', 'Oliver James', false, 'swapped names'],
  ['person', 'Ivan Petrovich Sidorov', 'Ivan Sergeevich Sidorov', false, 'patronymics'],
  ['person', 'Anna Ivanovna Petrova', 'Anna Sergeevna Petrova', false, 'patronymics'],
  ['person', 'Ivan Petrov', 'Ivana Petrova', false, 'another gender'],
  ['person', 'Mario Rossi', 'Maria Rossi', false, 'another gender'],
  ['organisation', 'Bank Graustark AG', 'Bank Graustark GmbH', false, 'sister companies'],
  ['organisation', 'Lantern Holdings Ltd', 'Lantern Holdings Inc', false, 'sister companies'],
  ['organisation', 'Unit 1 Logistics', 'Unit 2 Logistics', false, 'numbers'],
  ['organisation', 'Copper Lantern Trading', 'Copper Lamp Trading', false, 'another word'],
  ['person', 'Ahmed Hassan', 'Ahmed Hussein', false, 'a shared first name'],
  ['person', 'محمد علي', 'محمد حسن', false, 'a shared first name, Arabic'],
  ['person', 'Иван Петров', 'Иван Волков', false, 'a shared first name, Cyrillic'],
  ['person', '王小明', '王大伟', false, 'a shared family name, Han'],
  ['person', 'Kim Jong Un', 'Kim Jong Il', false, 'short names'],
  ['person', 'Sara Lind', 'Lara Sind', false, 'letters exchanged between names'],
];
