import { formatDate } from '@careconnect/domain/time/format.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { useState } from 'react';
import type { DoctorsSchedule } from '../../api/answers.ts';
import { Select, TextField } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { useSetZoneMutation } from './api.ts';
import { Setting } from './setting.tsx';
import { useSetting } from './use-setting.ts';

const labels = { zone: 'Time zone', validFrom: 'From' } as const;
const known = Intl.supportedValuesOf('timeZone');

export const ZoneForm = ({ schedule: { doctorId, zone, zones, today } }: { schedule: DoctorsSchedule }) => {
  const tomorrow = addDays(today, 1);
  const [fields, setFields] = useState<{ zone: string; validFrom: string }>({ zone, validFrom: tomorrow });
  const { saved, save, ...sending } = useSetting(labels);
  const [setZone] = useSetZoneMutation();
  const submit = () =>
    save(
      check({ zone: false, validFrom: (!fields.validFrom || fields.validFrom < tomorrow) && 'Choose a day to come' }),
      () => setZone({ doctorId, ...fields }).unwrap(),
      `The clock is that of ${fields.zone} from ${formatDate(fields.validFrom)} on.`,
    );
  return (
    <Setting id="zone" title="Time zone" saved={saved}>
      <p>
        Now {zone}
        {zones.slice(1).map(({ from, zone }) => `, from ${formatDate(from ?? '')} ${zone}`)}. Days on which something is
        booked or blocked keep theirs.
      </p>
      <Form label="Move to another time zone" prefix="zone" {...sending} onSend={submit}>
        <div className="side-by-side">
          <Select
            id="zone-zone"
            label={labels.zone}
            value={fields.zone}
            error={sending.errors.zone}
            onType={(zone) => setFields({ ...fields, zone })}
          >
            {[...new Set([zone, ...known])].sort().map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
          <TextField
            id="zone-validFrom"
            label={labels.validFrom}
            type="date"
            min={tomorrow}
            value={fields.validFrom}
            error={sending.errors.validFrom}
            onType={(validFrom) => setFields({ ...fields, validFrom })}
          />
        </div>
        <SendButton busy={sending.busy} busyText="Setting…">
          Set the time zone
        </SendButton>
      </Form>
    </Setting>
  );
};
