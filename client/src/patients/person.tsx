import { type Gender, genders } from '@careconnect/domain/patient/events.ts';
import { Select, TextField } from '../forms/field.tsx';
import { check, type FieldErrors } from '../forms/field-errors.ts';
import { todayHere } from '../parts/here.ts';

export type BirthFields = { dateOfBirth: string; gender: string };
export type PersonFields = { firstName: string; lastName: string } & BirthFields;

export const personLabels = {
  firstName: 'First name',
  lastName: 'Last name',
  dateOfBirth: 'Date of birth',
  gender: 'Gender',
} as const satisfies Record<keyof PersonFields, string>;

export const emptyPerson: PersonFields = { firstName: '', lastName: '', dateOfBirth: '', gender: '' };

export const genderNames: Record<Gender, string> = { FEMALE: 'Female', MALE: 'Male', OTHER: 'Other' };

export const checkNames = ({ firstName, lastName }: Pick<PersonFields, 'firstName' | 'lastName'>) =>
  check({
    firstName: !firstName.trim() && 'Enter the first name',
    lastName: !lastName.trim() && 'Enter the last name',
  });

/** The server knows better what day it is where; this is for slips. */
export const checkBirth = ({ dateOfBirth, gender }: BirthFields, today = todayHere()): FieldErrors<keyof BirthFields> =>
  check({
    dateOfBirth:
      (!/^\d{4}-\d\d-\d\d$/.test(dateOfBirth) && 'Enter the date of birth') ||
      (dateOfBirth > today && 'The date of birth lies in the future') ||
      (dateOfBirth < '1900-01-01' && 'Enter the date of birth with its full year'),
    gender: gender === '' && 'Choose a gender',
  });

type FieldsProps<Fields> = {
  prefix: string;
  fields: Fields;
  errors: FieldErrors<keyof Fields & string>;
  change: (change: Partial<Fields>) => void;
  /** Of the person at the keyboard: the browser may fill it in. */
  own?: boolean;
};

export const NameFields = ({
  prefix,
  fields,
  errors,
  change,
  own,
}: FieldsProps<Pick<PersonFields, 'firstName' | 'lastName'>>) => (
  <div className="side-by-side">
    <TextField
      id={`${prefix}-firstName`}
      label={personLabels.firstName}
      value={fields.firstName}
      error={errors.firstName}
      maxLength={100}
      autoComplete={own ? 'given-name' : 'off'}
      onType={(firstName) => change({ firstName })}
    />
    <TextField
      id={`${prefix}-lastName`}
      label={personLabels.lastName}
      value={fields.lastName}
      error={errors.lastName}
      maxLength={100}
      autoComplete={own ? 'family-name' : 'off'}
      onType={(lastName) => change({ lastName })}
    />
  </div>
);

export const BirthFieldsOf = ({ prefix, fields, errors, change, own }: FieldsProps<BirthFields>) => (
  <div className="side-by-side">
    <TextField
      id={`${prefix}-dateOfBirth`}
      label={personLabels.dateOfBirth}
      type="date"
      value={fields.dateOfBirth}
      error={errors.dateOfBirth}
      autoComplete={own ? 'bday' : 'off'}
      onType={(dateOfBirth) => change({ dateOfBirth })}
    />
    <Select
      id={`${prefix}-gender`}
      label={personLabels.gender}
      value={fields.gender}
      error={errors.gender}
      onType={(gender) => change({ gender })}
    >
      <option value="">Choose</option>
      {genders.map((gender) => (
        <option key={gender} value={gender}>
          {genderNames[gender]}
        </option>
      ))}
    </Select>
  </div>
);
