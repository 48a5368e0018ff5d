import { statuses } from '@careconnect/domain/day/events.ts';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { statusNames } from '../../appointments/status.tsx';
import { Select, TextField } from '../../forms/field.tsx';
import { addressOf, type Filters, filtersIn } from './filters.ts';

/** Days and status are asked for together, and not while they are typed. */
export const FilterForm = ({ filters }: { filters: Filters }) => {
  const [typed, setTyped] = useState({ from: filters.from ?? '', to: filters.to ?? '', status: filters.status ?? '' });
  const navigate = useNavigate();
  const type = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  return (
    <form
      aria-label="Which appointments"
      className="filters"
      onSubmit={(event) => {
        event.preventDefault();
        const { from, to, status } = filtersIn(new URLSearchParams(typed), '');
        navigate(addressOf({ ...filters, from, to, status }));
      }}
    >
      <TextField id="from" label="From" type="date" value={typed.from} onType={type('from')} />
      <TextField id="to" label="To" type="date" value={typed.to} onType={type('to')} />
      <Select id="status" label="Status" value={typed.status} onType={type('status')}>
        <option value="">Any</option>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {statusNames[status]}
          </option>
        ))}
      </Select>
      <button type="submit">Show</button>
    </form>
  );
};
