import type { By } from '@careconnect/domain/day/events.ts';
import type { FactsOf } from '../letter.ts';
import { actorOf, isFree, type Say, type Words } from '../words.ts';

const by = {
  you: 'von Ihnen',
  patient: 'von der Patientenseite',
  doctor: 'von der Ärztin oder dem Arzt',
  clinic: 'von der Praxis',
  nobody: 'automatisch',
};
const byWhom = (who: By, reader: string): string => by[actorOf(who, reader)];

const movedBy = (who: By, reader: string): string => ('policy' in who ? '' : ` ${byWhom(who, reader)}`);

const reasonRow = (reason: string | null) => (reason ? [['Grund', reason] as const] : []);
const see = 'Termin ansehen';

const linkNote = ({ expiresAt }: FactsOf['reset'], say: Say, otherwise: string) => [
  `Der Link gilt einmal, bis ${say.instant(expiresAt, 'UTC')}.`,
  otherwise,
];

const howToCancel = ({ cancellableUntil, moment }: FactsOf['reminder'], say: Say): string =>
  cancellableUntil
    ? `Falls Sie nicht kommen können, sagen Sie bitte online ab bis ${say.instant(cancellableUntil, moment.zone)}: Jemand anderes freut sich über die Zeit.`
    : 'Für eine Absage im Internet ist es zu spät. Falls Sie nicht kommen können, rufen Sie bitte die Praxis an.';

const refund = (percent: number | null): string[] => {
  if (percent === null) return [];
  return [
    percent === 0
      ? 'Von dem, was bezahlt wurde, wird nichts erstattet.'
      : `Von dem, was bezahlt wurde, werden ${percent} % erstattet.`,
  ];
};

const minutes = (n: number, say: Say): string => say.count(n, 'Minute', 'Minuten');

export const de: Words = {
  locale: 'de-DE',
  greeting: (name) => `Guten Tag ${name},`,
  labels: { when: 'Wann', patient: 'Für', doctor: 'Bei', visit: 'Termin', where: 'Wo' },
  visit: ({ name, minutes: n, fee }, say) =>
    `${name}, ${minutes(n, say)}, ${isFree(fee) ? 'kostenlos' : `Honorar ${say.money(fee)}`}`,
  decline: 'Solche Briefe nicht mehr bekommen',
  letters: {
    verification: (facts, say) => ({
      title: 'Bitte bestätigen Sie Ihre E\u2011Mail-Adresse',
      opening: 'jemand, hoffentlich Sie selbst, hat sich mit dieser Adresse bei CareConnect registriert.',
      notes: linkNote(
        facts,
        say,
        'Falls Sie das nicht waren, tun Sie nichts: Ohne diesen Brief bestätigt niemand die Adresse.',
      ),
      link: 'Adresse bestätigen',
    }),
    reset: (facts, say) => ({
      title: 'Wählen Sie ein neues Passwort',
      opening: 'jemand, hoffentlich Sie selbst, möchte ein neues Passwort für Ihr Konto bei CareConnect.',
      notes: linkNote(facts, say, 'Falls Sie das nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist.'),
      link: 'Neues Passwort wählen',
    }),
    invitation: (facts, say) => ({
      title: 'Sie sind zu CareConnect eingeladen',
      opening: 'Ihre Praxis hat bei CareConnect ein Konto für Sie angelegt.',
      notes: linkNote(facts, say, 'Falls Sie das nicht erwarten, tun Sie nichts.'),
      link: 'Passwort wählen',
    }),
    welcome: () => ({
      title: 'Willkommen bei CareConnect',
      opening: 'Ihre Adresse ist bestätigt und Ihr Konto ist bereit.',
      notes: ['Unter „My account“ wählen Sie die Sprache unserer Briefe und wann wir Sie an einen Termin erinnern.'],
      link: 'CareConnect öffnen',
    }),
    'sign-in': ({ at, zone, device, network }, say) => ({
      title: 'Jemand hat sich in Ihrem Konto angemeldet',
      opening: 'jemand, hoffentlich Sie selbst, hat sich mit einem Gerät angemeldet, das wir noch nicht kennen.',
      rows: [
        ['Wann', say.instant(at, zone)],
        ['Gerät', device],
        ['Netz', network],
      ],
      notes: ['Falls Sie das nicht waren, melden Sie das Gerät ab und ändern Sie sofort Ihr Passwort.'],
      link: 'Anmeldungen ansehen',
    }),
    'backup-alert': ({ what, at, zone, problems }, say) => ({
      title: what === 'failed' ? 'Eine Sicherung ist fehlgeschlagen' : 'Eine Sicherung enthält nicht, was sie sollte',
      opening:
        what === 'failed'
          ? 'eine Sicherung wurde begonnen und kam nicht zu ihrem Ende. Frühere sind noch da.'
          : 'die neueste Sicherung wurde zur Probe wiederhergestellt, und nicht alles war so wie im Betrieb.',
      rows: [['Wann', say.instant(at, zone)], ...problems.map((problem) => ['Befund', problem] as const)],
      notes: ['Bitte sehen Sie bald danach: Was bis dahin verloren geht, ist vielleicht für immer verloren.'],
      link: 'Alle Sicherungen ansehen',
    }),
    request: ({ doctor, moment, patientName, answerBy }, say) => ({
      title: `Anfrage erhalten: ${doctor.name}, ${say.moment(moment)}`,
      opening: `Ihre Anfrage für ${patientName} ist angekommen. Die Zeit ist für Sie reserviert.`,
      notes: [`Sie hören von uns bis ${say.instant(answerBy, moment.zone)}: Ohne Antwort endet die Anfrage dann.`],
      link: see,
    }),
    acceptance: ({ doctor, moment, patientName, visit, payBy }, say) => ({
      title: `Bitte bezahlen: ${doctor.name}, ${say.moment(moment)}`,
      opening: `der Termin für ${patientName} ist angenommen.`,
      notes: [
        `Bitte bezahlen Sie ${say.money(visit.fee)} bis ${say.instant(payBy, moment.zone)}: Danach ist die Zeit frei für andere.`,
      ],
      link: 'Bezahlen',
    }),
    confirmation: (facts, say) => ({
      title: `Bestätigt: ${facts.doctor.name}, ${say.moment(facts.moment)}`,
      opening: `der Termin für ${facts.patientName} ist bestätigt.`,
      notes: [howToCancel(facts, say)],
      link: see,
    }),
    rejection: ({ doctor, moment, patientName, by, reason, recipient }, say) => ({
      title: `Nicht möglich: ${doctor.name}, ${say.moment(moment)}`,
      opening: `die Anfrage für ${patientName} wurde ${byWhom(by, recipient.userId)} abgelehnt. Der Termin findet nicht statt.`,
      rows: reasonRow(reason),
      notes: ['Andere Zeiten, hier oder anderswo, stehen Ihnen offen.'],
      link: see,
    }),
    cancellation: ({ doctor, moment, patientName, by, reason, recipient, refundPercent }, say) => ({
      title: `Abgesagt: ${doctor.name}, ${say.moment(moment)}`,
      opening: `der Termin für ${patientName} wurde ${byWhom(by, recipient.userId)} abgesagt. Er findet nicht statt.`,
      rows: reasonRow(reason),
      notes: refund(refundPercent),
      link: see,
    }),
    rescheduling: ({ doctor, moment, from, patientName, by, status, recipient }, say) => ({
      title: `Verlegt: ${doctor.name}, ${say.moment(moment)}`,
      opening: `der Termin für ${patientName} wurde${movedBy(by, recipient.userId)} verlegt.`,
      rows: [['Vorher', say.moment(from)]],
      notes: [
        'Die frühere Zeit ist frei für andere: Bitte kommen Sie zur neuen.',
        ...(status === 'REQUESTED' ? ['Er muss noch angenommen werden.'] : []),
        ...(status === 'PENDING' ? ['Er muss noch bezahlt werden.'] : []),
      ],
      link: see,
    }),
    expiry: ({ doctor, moment, patientName, because }, say) => ({
      title: `Verfallen: ${doctor.name}, ${say.moment(moment)}`,
      opening:
        because === 'unpaid'
          ? `der Termin für ${patientName} wurde nicht rechtzeitig bezahlt. Er findet nicht statt.`
          : `die Anfrage für ${patientName} wurde nicht rechtzeitig beantwortet. Der Termin findet nicht statt.`,
      notes: ['Andere Zeiten stehen Ihnen offen.'],
      link: see,
    }),
    receipt: ({ doctor, moment, patientName, amount, at, reference }, say) => ({
      title: `Quittung: ${say.money(amount)}, ${doctor.name}`,
      opening: `danke: Der Termin für ${patientName} ist bezahlt.`,
      rows: [
        ['Betrag', say.money(amount)],
        ['Bezahlt', say.instant(at, moment.zone)],
        ['Kennung', reference],
      ],
      link: see,
    }),
    'payment-failure': ({ doctor, moment, patientName, amount, because }, say) => ({
      title: `Nicht bezahlt: ${doctor.name}, ${say.moment(moment)}`,
      opening:
        because === 'declined'
          ? `die Zahlung für ${patientName} wurde abgelehnt. Es wurde nichts abgebucht.`
          : `die Zahlung für ${patientName} wurde nicht beendet. Es wurde nichts abgebucht.`,
      rows: [['Betrag', say.money(amount)]],
      notes: [
        'Bitte versuchen Sie es noch einmal, vielleicht mit einer anderen Karte: Bestätigt ist der Termin erst, wenn er bezahlt ist.',
      ],
      link: 'Bezahlen',
    }),
    refund: ({ doctor, moment, patientName, amount, at, reference }, say) => ({
      title: `Erstattung: ${say.money(amount)}, ${doctor.name}`,
      opening: `Geld, das für ${patientName} bezahlt wurde, ist auf dem Weg zurück zu Ihnen.`,
      rows: [
        ['Betrag', say.money(amount)],
        ['Erstattet', say.instant(at, moment.zone)],
        ['Kennung', reference],
      ],
      notes: ['Bei der Bank dauert es einige Tage, bis es zu sehen ist.'],
      link: see,
    }),
    reminder: (facts, say) => ({
      title: `Erinnerung: ${facts.doctor.name}, ${say.moment(facts.moment)}`,
      opening: `wir erinnern Sie an den Termin für ${facts.patientName}.`,
      notes: [howToCancel(facts, say)],
      link: see,
    }),
    rating: ({ doctor, patientName }) => ({
      title: `Wie war der Termin? ${doctor.name}`,
      opening: `danke für Ihren Besuch. Wie war der Termin für ${patientName}?`,
      notes: ['Eine Bewertung dauert eine Minute und hilft anderen bei der Wahl.'],
      link: 'Termin bewerten',
    }),
    'doctor-request': ({ moment, patientName, answerBy }, say) => ({
      title: `Neue Anfrage: ${patientName}, ${say.moment(moment)}`,
      opening: `${patientName} bittet um einen Termin.`,
      notes: [`Bitte antworten Sie bis ${say.instant(answerBy, moment.zone)}: Danach endet die Anfrage von selbst.`],
      link: 'Anfrage beantworten',
    }),
    'doctor-cancellation': ({ moment, patientName, by, reason, recipient }, say) => ({
      title: `Abgesagt: ${patientName}, ${say.moment(moment)}`,
      opening: `der Termin für ${patientName} wurde ${byWhom(by, recipient.userId)} abgesagt. Die Zeit ist wieder frei.`,
      rows: reasonRow(reason),
      link: 'Tag ansehen',
    }),
    agenda: ({ date, zone, visits }, say) => ({
      title: `Ihr Tag: ${say.date(date)}, ${say.count(visits.length, 'Termin', 'Termine')}`,
      opening: `das ist Ihr Tag, nach der Uhr von ${zone}.`,
      rows: visits.map(({ time, patientName, name, minutes: n }) => [
        time,
        `${patientName}: ${name}, ${minutes(n, say)}`,
      ]),
      link: 'Tag ansehen',
    }),
  },
};
