import { useState } from 'react';
import { languageName } from '../../doctors/wording.ts';
import { Select, TextField } from '../../forms/field.tsx';
import { useLanguagesQuery } from './api.ts';
import { furtherChoices, type SearchProps } from './search.ts';
import { useRested } from './use-rested.ts';

/** Less often wanted: folded away until one of them is chosen. */
export const FurtherChoices = ({ search, change }: SearchProps) => {
  const chosen = furtherChoices(search);
  const [open, setOpen] = useState(chosen > 0);
  const [feeFrom, setFeeFrom] = useRested(search.feeFrom, (feeFrom) => change({ feeFrom }));
  const [feeTo, setFeeTo] = useRested(search.feeTo, (feeTo) => change({ feeTo }));
  return (
    <details className="choices" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{chosen > 0 ? `More choices (${chosen})` : 'More choices'}</summary>
      <div className="search">
        <Select id="search-way" label="How" value={search.way} onType={(way) => change({ way })}>
          <option value="">Any way</option>
          <option value="in-person">In person</option>
          <option value="video">By video</option>
        </Select>
        <Language search={search} change={change} />
        <Select id="search-gender" label="Doctor is" value={search.gender} onType={(gender) => change({ gender })}>
          <option value="">Anybody</option>
          <option value="FEMALE">A woman</option>
          <option value="MALE">A man</option>
          <option value="OTHER">Neither</option>
        </Select>
        <Select
          id="search-rating"
          label="Rating"
          value={search.ratingFrom}
          onType={(ratingFrom) => change({ ratingFrom })}
        >
          <option value="">Any</option>
          <option value="4.5">4.5 or better</option>
          <option value="4">4 or better</option>
          <option value="3">3 or better</option>
        </Select>
        <Fee id="search-fee-from" label="Fee from" value={feeFrom} onType={setFeeFrom} />
        <Fee id="search-fee-to" label="Fee up to" value={feeTo} onType={setFeeTo} />
      </div>
    </details>
  );
};

type FeeProps = { id: string; label: string; value: string; onType: (value: string) => void };

const Fee = (props: FeeProps) => {
  const wrong = props.value.trim() !== '' && !/^\d{1,8}(\.\d{1,2})?$/.test(props.value.trim());
  return (
    <TextField {...props} autoComplete="off" maxLength={11} error={wrong ? 'An amount, such as 120.50' : undefined} />
  );
};

const Language = ({ search: { language }, change }: SearchProps) => {
  const { data } = useLanguagesQuery();
  const offered = data?.items ?? [];
  const isOffered = offered.some((each) => each.language === language);
  return (
    <Select id="search-language" label="Speaks" value={language} onType={(language) => change({ language })}>
      <option value="">Any language</option>
      {language && !isOffered && <option value={language}>{languageName(language)}</option>}
      {offered.map(({ language, doctors }) => (
        <option key={language} value={language}>{`${languageName(language)} (${doctors})`}</option>
      ))}
    </Select>
  );
};
