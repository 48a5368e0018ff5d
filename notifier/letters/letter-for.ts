import type { Language } from '@careconnect/domain/user/letter-preferences.ts';
import type { AboutVisit, Facts, FactsOf, Kind, Letter } from './letter.ts';
import { htmlOf, type Page, textOf } from './page.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { type Said, type Say, sayIn, type Words } from './words.ts';

const inLanguage: Readonly<Record<Language, Words>> = { en, de };

/** Pure: what to write. Sending is elsewhere. */
export const letterFor = (facts: Facts): Letter => {
  const page = pageFor(facts);
  return { subject: page.title, text: textOf(page), html: htmlOf(page) };
};

const pageFor = (facts: Facts): Page => {
  const { recipient, language, page, decline } = facts;
  const words = inLanguage[language];
  const say = sayIn(words.locale);
  const { title, opening, rows = [], notes = [], link } = said(words, facts, say);
  return {
    language,
    title,
    greeting: words.greeting(recipient.name),
    opening,
    rows: [...('visit' in facts ? visitRows(words, facts, say) : []), ...rows],
    notes,
    link: { text: link, href: page },
    closing: 'CareConnect',
    decline: decline === null ? null : { text: words.decline, href: decline },
  };
};

/** The compiler does not see that kind and facts belong together. */
const said = (words: Words, facts: Facts, say: Say): Said =>
  (words.letters[facts.kind] as (facts: FactsOf[Kind], say: Say) => Said)(facts, say);

const visitRows = ({ labels, visit }: Words, facts: AboutVisit, say: Say): Page['rows'] => [
  [labels.when, say.moment(facts.moment)],
  [labels.patient, facts.patientName],
  [labels.doctor, `${facts.doctor.name}, ${facts.doctor.specialization}`],
  [labels.visit, visit(facts.visit, say)],
  [labels.where, facts.doctor.address],
];
