import { ways } from '@careconnect/domain/doctor/events.ts';
import { genders } from '@careconnect/domain/patient/events.ts';
import { Select, TextArea, TextField } from '../forms/field.tsx';
import type { FieldErrors } from '../forms/field-errors.ts';
import { genderNames } from '../patients/person.tsx';
import { profileLabels as labels, several, type TypedProfile } from './profile-form.ts';
import { languageName, wayNames } from './wording.ts';

type FieldsProps = {
  prefix: string;
  fields: TypedProfile;
  errors: FieldErrors<keyof TypedProfile>;
  change: (change: Partial<TypedProfile>) => void;
};

/** What patients read about a doctor, and choose by. */
export const ProfileFields = (props: FieldsProps) => {
  const { prefix, fields, errors, change } = props;
  const text = (field: keyof TypedProfile, maxLength: number) => ({
    ...{ id: `${prefix}-${field}`, label: labels[field], autoComplete: 'off', maxLength },
    ...{ value: fields[field], error: errors[field], onType: (value: string) => change({ [field]: value }) },
  });
  return (
    <>
      <div className="side-by-side">
        <TextField {...text('specialization', 100)} />
        <TextField {...text('degree', 255)} />
        <TextField {...text('startedYear', 4)} hint="The year." />
        <TextField {...text('address', 255)} />
        <TextField {...text('amount', 11)} hint="Shown to patients; what a visit costs is set with its type." />
        <TextField {...text('currency', 3)} hint="Such as EUR." />
      </div>
      <TextArea {...text('about', 5000)} />
      <TextField {...text('image', 255)} hint="The address of a portrait, if there is one." />
      <Languages {...props} />
      <Select
        id={`${prefix}-gender`}
        label={labels.gender}
        value={fields.gender}
        error={errors.gender}
        onType={(gender) => change({ gender })}
      >
        <option value="">Not said</option>
        {genders.map((gender) => (
          <option key={gender} value={gender}>
            {genderNames[gender]}
          </option>
        ))}
      </Select>
      <Ways {...props} />
    </>
  );
};

/** Those that are offered; any other that was told before is offered as well. */
const common = [
  ...['ar', 'bg', 'bn', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fa', 'fi', 'fr', 'ga', 'he', 'hi', 'hr', 'hu'],
  ...['id', 'it', 'ja', 'ko', 'lt', 'lv', 'mt', 'nb', 'nl', 'pl', 'pt', 'ro', 'ru', 'sk', 'sl', 'sq', 'sr', 'sv', 'sw'],
  ...['th', 'tr', 'uk', 'ur', 'vi', 'zh'],
].sort((a, b) => languageName(a).localeCompare(languageName(b)));

const Languages = ({ prefix, fields, errors, change }: FieldsProps) => {
  const spoken = several(fields.languages);
  const speak = (languages: string[]) => change({ languages: languages.join() });
  return (
    <div>
      <Select
        id={`${prefix}-languages`}
        label={labels.languages}
        hint={spoken.length === 0 ? 'None is told.' : 'Choose another to add it.'}
        value=""
        error={errors.languages}
        onType={(language) => language && speak([...spoken, language])}
      >
        <option value="">Add a language</option>
        {common
          .filter((language) => !spoken.includes(language))
          .map((language) => (
            <option key={language} value={language}>
              {languageName(language)}
            </option>
          ))}
      </Select>
      <ul className="lines">
        {spoken.map((language) => (
          <li key={language}>
            <span>{languageName(language)}</span>
            <button
              type="button"
              aria-label={`Remove ${languageName(language)}`}
              onClick={() => speak(spoken.filter((each) => each !== language))}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
};

const Ways = ({ prefix, fields, errors, change }: FieldsProps) => {
  const chosen = several(fields.ways);
  return (
    <fieldset className={errors.ways ? 'field-wrong' : undefined}>
      <legend>{labels.ways}</legend>
      {errors.ways && <p className="field-error">{errors.ways}</p>}
      <div className="options">
        {ways.map((way, k) => (
          <label key={way} className="tick">
            <input
              id={k === 0 ? `${prefix}-ways` : undefined}
              type="checkbox"
              checked={chosen.includes(way)}
              onChange={({ target }) =>
                change({ ways: ways.filter((each) => (each === way ? target.checked : chosen.includes(each))).join() })
              }
            />
            <span>{wayNames[way]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
