import { pick, randomFrom } from '@careconnect/local/seed/random.ts';

/** Words that occur nowhere else, for everything personal about one person. */
export type Marked = Readonly<{
  word: string;
  email: string;
  password: string;
  newPassword: string;
  name: string;
  dateOfBirth: string;
}>;

/** A run's people: every word of theirs holds the word of the run, and their birthdays are nobody else's. */
export const markedPeople = (count: number, seed: number): { people: Marked[]; needles: readonly string[] } => {
  const random = randomFrom(`privacy ${seed}`);
  const letters = [...'bcdfghjklmnpqrstvwxz'];
  const run = `zq${Array.from({ length: 12 }, () => pick(random, letters)).join('')}`;
  const two = (number: number) => String(number).padStart(2, '0');
  const people = Array.from({ length: count }, (_, n): Marked => {
    const word = `${run}${n}x`;
    return {
      word,
      email: `${word}@proof.example`,
      password: `one ${word} secret`,
      newPassword: `another ${word} secret`,
      name: `Noa ${word}`,
      dateOfBirth: `${1901 + (n % 19)}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`,
    };
  });
  const birthdays = people.map(({ dateOfBirth }) => dateOfBirth);
  return { people, needles: [...waysToWrite(run), ...new Set(birthdays)] };
};

/** As it stands, and as it would stand within hexadecimal, UTF-16 or base64 text. Lower case: what is searched is made so. */
const waysToWrite = (word: string): string[] => [
  word,
  Buffer.from(word).toString('hex'),
  Buffer.from(word, 'utf16le').toString('latin1'),
  ...[0, 1, 2].map((shift) => withinBase64(word, shift).toLowerCase()),
];

/** The signs that stand for the word alone, whatever stands around it. */
const withinBase64 = (word: string, shift: number): string => {
  const whole = Buffer.from('.'.repeat(shift) + word);
  const from = Math.ceil((shift * 8) / 6);
  const to = Math.floor((whole.length * 8) / 6);
  return whole.toString('base64').slice(from, to);
};
