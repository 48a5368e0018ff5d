import type { Patient } from '../../api/answers.ts';
import { fullName } from '../../patients/full-name.ts';

type WhoProps = {
  patients: readonly Patient[];
  chosen: string;
  error: string | undefined;
  onChoose: (patientId: string) => void;
};

export const WhoPicker = ({ patients, chosen, error, onChoose }: WhoProps) => (
  <fieldset className={error ? 'field-wrong' : ''} aria-describedby={error ? 'who-error' : undefined}>
    <legend className="only-read">Who is the visit for?</legend>
    {error && (
      <p className="field-error" id="who-error">
        {error}
      </p>
    )}
    <div className="options">
      {patients.map((patient, place) => (
        <label key={patient.patientId} className="option">
          <input
            type="radio"
            name="who"
            // The error summary leads to the first one.
            id={place === 0 ? 'book-patientId' : undefined}
            checked={patient.patientId === chosen}
            onChange={() => onChoose(patient.patientId)}
          />
          <span className="strong">{fullName(patient)}</span>
        </label>
      ))}
    </div>
  </fieldset>
);
