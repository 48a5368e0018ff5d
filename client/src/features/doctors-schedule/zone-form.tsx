import type { ZoneFrom } from '@careconnect/domain/doctor/plan.ts';
import { formatDate } from '@careconnect/domain/time/format.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import type { DoctorsSchedule } from '../../api/answers.ts';
import { Select, TextField } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { Setting } from '../../parts/setting.tsx';
import { useSetZoneMutation } from './api.ts';
import { useScheduleForm } from './use-schedule-form.ts';

const labels = { zone: 'Time zone', validFrom: 'From' } as const;
/** "Europe/Lisbon from Tuesday, 1 December 2026" */
const zoneText = ({ from, zone }: ZoneFrom): string => (from === null ? zone : `${zone} from ${formatDate(from)}`);

const known = Intl.supportedValuesOf('timeZone');

export const ZoneForm = ({ schedule }: { schedule: DoctorsSchedule }) => {
  const { doctorId, zone, zones, today } = schedule;
  const tomorrow = addDays(today, 1);
  const { fields, change, saved, save, busy, errors, form } = useScheduleForm(schedule, {
    labels,
    part: ({ zones }) => zones,
    begin: ({ zone, today }) => ({ zone, validFrom: addDays(today, 1) }),
    lines: ({ zones }) => zones.map(zoneText),
  });
  const [setZone] = useSetZoneMutation();
  const submit = () =>
    save(
      check({ zone: false, validFrom: (!fields.validFrom || fields.validFrom < tomorrow) && 'Choose a day to come' }),
      (tag) => setZone({ doctorId, tag, ...fields }).unwrap(),
      `The clock is that of ${fields.zone} from ${formatDate(fields.validFrom)} on.`,
    );
  return (
    <Setting id="zone" title="Time zone" saved={saved}>
      <p>
        Now {zone}
        {zones.slice(1).map(({ from, zone }) => `, from ${formatDate(from ?? '')} ${zone}`)}. Days on which something is
        booked or blocked keep theirs.
      </p>
      <Form label="Move to another time zone" prefix="zone" {...form} onSend={submit}>
        <div className="side-by-side">
          <Select
            id="zone-zone"
            label={labels.zone}
            value={fields.zone}
            error={errors.zone}
            onType={(zone) => change({ zone })}
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
            error={errors.validFrom}
            onType={(validFrom) => change({ validFrom })}
          />
        </div>
        <SendButton busy={busy} busyText="Setting…">
          Set the time zone
        </SendButton>
      </Form>
    </Setting>
  );
};
