import { Select, TextField } from '../../forms/field.tsx';
import { useSpecializationsQuery } from './api.ts';
import { FurtherChoices } from './further-choices.tsx';
import type { SearchProps } from './search.ts';
import { useRested } from './use-rested.ts';

/** Searches while one types, once the fingers rest. */
export const DoctorSearchForm = ({ search, change }: SearchProps) => {
  const [text, setText] = useRested(search.text, (text) => change({ text }));
  const { data } = useSpecializationsQuery();
  const offered = data?.items.map(({ specialization }) => specialization) ?? [];
  const { specialization } = search;
  return (
    <search>
      <form
        aria-label="Doctors"
        onSubmit={(event) => {
          event.preventDefault();
          change({ text });
        }}
      >
        <div className="search">
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
          <Select id="search-sort" label="Sort by" value={search.sort} onType={(sort) => change({ sort })}>
            <option value="next-free">Soonest free time</option>
            <option value="name">Name</option>
            <option value="fee">Lowest fee</option>
            <option value="rating">Best rating</option>
            <option value="experience">Longest in practice</option>
          </Select>
        </div>
        <FurtherChoices search={search} change={change} />
      </form>
    </search>
  );
};
