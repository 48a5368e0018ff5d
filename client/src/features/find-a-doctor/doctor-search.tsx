import { useEffect, useState } from 'react';
import { Select, TextField } from '../../forms/field.tsx';
import { type DoctorSearch, useSpecializationsQuery } from './api.ts';

type SearchProps = { search: DoctorSearch; change: (change: Partial<DoctorSearch>) => void };

/** Searches while one types, once the fingers rest. */
export const DoctorSearchForm = ({ search, change }: SearchProps) => {
  const [text, setText] = useState(search.text);
  useRested(text, search.text, (text) => change({ text }));
  // When the address changes by other ways, the field follows.
  useEffect(() => setText((typed) => (typed.trim() === search.text ? typed : search.text)), [search.text]);
  const { data } = useSpecializationsQuery();
  const offered = data?.items.map(({ specialization }) => specialization) ?? [];
  const { specialization } = search;
  return (
    <search>
      <form
        className="search"
        aria-label="Doctors"
        onSubmit={(event) => {
          event.preventDefault();
          change({ text });
        }}
      >
        <TextField
          id="search-text"
          label="Name or place"
          type="search"
          value={text}
          maxLength={100}
          onType={setText}
          autoComplete="off"
        />
        <Select
          id="search-specialization"
          label="Specialization"
          value={specialization}
          onType={(specialization) => change({ specialization })}
        >
          <option value="">All</option>
          {specialization && !offered.includes(specialization) && <option>{specialization}</option>}
          {data?.items.map(({ specialization, doctors }) => (
            <option key={specialization} value={specialization}>{`${specialization} (${doctors})`}</option>
          ))}
        </Select>
      </form>
    </search>
  );
};

const restMilliseconds = 300;

const useRested = (text: string, known: string, rested: (text: string) => void): void => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the clock anew
  useEffect(() => {
    if (text.trim() === known) return;
    const timer = setTimeout(() => rested(text.trim()), restMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);
};
